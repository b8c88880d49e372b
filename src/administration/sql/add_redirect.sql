insert into slug_redirect (site_id, slug, article_id)
select $1, $2, a.id from article a where a.site_id = $1 and a.slug = $3 and a.published_revision_id is not null
on conflict (site_id, slug) do update set article_id = excluded.article_id
