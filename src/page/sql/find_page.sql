select title, content, schema_version, updated_at from page where site_id = $1 and slug = $2
