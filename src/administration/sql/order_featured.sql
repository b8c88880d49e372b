select id from article where site_id = $1 and featured_position is not null order by featured_position, id
