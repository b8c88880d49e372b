-- $15: the published revision before, whose details the newsroom has set; $16: the tags that the file names, if it does.
insert into revision (id, article_id, number, title, lead, content, schema_version, author_line, source_name, source_url, cover_id,
  reason, content_hash, created_at, tags, related, seo_title, seo_description, withdraw_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
  case when $16 <> '' then $16 else coalesce((select b.tags from revision b where b.id = $15), '') end,
  coalesce((select b.related from revision b where b.id = $15), ''),
  coalesce((select b.seo_title from revision b where b.id = $15), ''),
  coalesce((select b.seo_description from revision b where b.id = $15), ''),
  (select b.withdraw_at from revision b where b.id = $15))
on conflict (article_id, number) do nothing
