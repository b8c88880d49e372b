delete from section where id = $1 and site_id = $2
