select count(*) from page where site_id = $1 and content like $2
