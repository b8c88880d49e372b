select id, name, url from web_link where site_id = $1 order by position, id
