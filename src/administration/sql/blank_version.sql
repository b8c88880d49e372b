update revision set title = '', lead = '', content = $2, schema_version = $3, author_line = '', source_name = '', source_url = '', cover_id = null
where id = $1
