select r.hash from rendition r join media m on m.id = r.media_id where r.media_id = $1 and m.site_id = $2
union select m.hash from media m where m.id = $1 and m.site_id = $2
