select count(*) from section where site_id = $1 and slug = $2
