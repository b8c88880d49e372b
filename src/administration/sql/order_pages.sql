select id from page where site_id = $1 order by position, id
