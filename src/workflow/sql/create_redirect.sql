insert into slug_redirect (site_id, slug, article_id) values ($1, $2, $3)
on conflict (site_id, slug) do update set article_id = excluded.article_id
