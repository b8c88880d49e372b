delete from page where id = $1 and site_id = $2
