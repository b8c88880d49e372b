-- $3: the version that it was written over.
update page set title = $4, content = $5, schema_version = $6, content_hash = $7, updated_at = $8
where id = $1 and site_id = $2 and content_hash = $3
