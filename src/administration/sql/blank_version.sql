update revision
set title = '', lead = '', content = $2, schema_version = $3, author_line = '', source_name = '', source_url = '', cover_id = null,
  tags = '', related = '', seo_title = '', seo_description = '', focus = ''
where id = $1
