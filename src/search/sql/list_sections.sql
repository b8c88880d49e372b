select id, slug, name from section where site_id = $1 order by position, name
