update article set featured_position = null where id = $1 and site_id = $2 and featured_position is not null
