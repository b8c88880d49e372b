insert into revision (id, article_id, number, title, lead, content, schema_version, author_line, source_name, source_url, cover_id,
  reason, content_hash, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
on conflict (article_id, number) do nothing
