select slug from article where site_id = $1 and id <> $3 and (slug = $2 or slug like $2 || '-%')
union select slug from slug_redirect where site_id = $1 and article_id <> $3 and (slug = $2 or slug like $2 || '-%')
