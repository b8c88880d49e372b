update article set featured_position = $3 where id = $1 and site_id = $2
