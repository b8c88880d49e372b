select album as name, count(*) as count from media where site_id = $1 and album <> '' group by album
