select id, title, content, schema_version, content_hash from page where site_id = $1 and slug = $2
