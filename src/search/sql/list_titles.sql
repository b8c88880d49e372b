select a.id, a.section_id, a.published_at, r.title, r.lead
from article a join revision r on r.id = a.published_revision_id
where a.site_id = $1 and a.withdrawn_at is null
order by a.published_at desc, a.id desc limit $2
