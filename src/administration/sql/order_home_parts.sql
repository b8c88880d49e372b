select id from home_part where site_id = $1 order by position, id
