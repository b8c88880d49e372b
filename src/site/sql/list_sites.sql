select s.id, s.host, s.name, s.opening_visits, s.colour,
  coalesce((select '/tap-tin/' || r.hash || '/bieu-trung.webp' from rendition r where r.media_id = s.mark_id and r.format = 'webp' order by r.width limit 1), '') as mark
from site s order by s.position, s.id
