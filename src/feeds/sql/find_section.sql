select id, slug, name, description from section where site_id = $1 and slug = $2
