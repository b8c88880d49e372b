-- Titles alone are shown: what stands behind a text in its row would have the whole text read.
-- Those that readers may have, in no order.
select a.id, a.slug, r.title, r.lead, s.slug as section_slug, s.name as section_name, a.published_at, cast(null as uuid) as cover_id, '' as focus
from article a join revision r on r.id = a.published_revision_id join section s on s.id = a.section_id
where (a.site_id = $1) is true and a.withdrawn_at is null and a.id in ($2, $3, $4, $5, $6, $7, $8, $9)
