delete from home_part where id = $1 and site_id = $2
