select count(*) from article where site_id = $1 and slug = $2 and id <> $3
