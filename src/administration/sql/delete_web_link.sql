delete from web_link where id = $1 and site_id = $2
