update article set featured_position = $3 where site_id = $1 and slug = $2
