select a.id, a.slug, r.title, a.published_at from article a join revision r on r.id = a.published_revision_id
where a.site_id = $1 and a.featured_position is null and a.published_revision_id is not null and a.withdrawn_at is null
order by a.published_at desc, a.id desc limit 20
