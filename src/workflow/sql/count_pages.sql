select count(*) from page where site_id = $1 and slug = $2
