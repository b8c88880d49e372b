select a.slug, coalesce(a.corrected_at, a.published_at) as changed_at, r.cover_id
from article a join revision r on r.id = a.published_revision_id
where a.site_id = $1 and a.published_revision_id is not null and a.withdrawn_at is null
order by a.published_at desc, a.id desc limit $2 offset $3
