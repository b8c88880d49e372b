-- The title has to be something: the newsroom lists what is withdrawn by it.
update revision
set title = 'Nội dung đã xóa', lead = '', content = $2, schema_version = $3, author_line = '', source_name = '', source_url = '',
  cover_id = null, tags = '', related = '', seo_title = '', seo_description = '', focus = '', name = '', reason = ''
where id = $1
