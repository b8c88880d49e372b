insert into revision (id, article_id, number, title, lead, content, schema_version, author_line, source_name, source_url, cover_id,
  content_hash, created_at, account_id, section_id, slug, reason, save_key,
  tags, related, seo_title, seo_description, focus, withdraw_at, is_aside)
values ($1, $2, (select coalesce(max(v.number), 0) + 1 from revision v where v.article_id = $2), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
  $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
on conflict (article_id, number) do nothing returning number
