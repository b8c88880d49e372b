select id from web_link where site_id = $1 order by position, id
