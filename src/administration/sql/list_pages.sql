select id, slug, title, updated_at from page where site_id = $1 order by position, id
