select id from block where site_id = $1 order by position, id
