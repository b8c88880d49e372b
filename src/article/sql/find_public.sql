select a.id, r.title, a.withdrawn_at, a.withdrawn_note from article a join revision r on r.id = a.published_revision_id
where a.site_id = $1 and a.slug = $2
