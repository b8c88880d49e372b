select s.name, s.short_name, s.parent, s.governing_body, s.responsible, s.address, s.phone, s.email, s.licence,
  coalesce((select '/tap-tin/' || r.hash || '/bieu-trung.webp' from rendition r where r.media_id = s.mark_id and r.format = 'webp' order by r.width limit 1), '') as mark
from site s where s.id = $1
