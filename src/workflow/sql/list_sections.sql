select id, slug, name, parent_id from section where site_id = $1 order by position, id
