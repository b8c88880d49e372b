delete from media where id = $1 and site_id = $2
