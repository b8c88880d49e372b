select id from section where site_id = $1 order by position
