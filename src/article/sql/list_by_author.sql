select a.slug, r.title, r.lead, s.slug as section_slug, s.name as section_name, a.published_at, r.cover_id, r.focus
from revision r join article a on a.published_revision_id = r.id join section s on s.id = a.section_id
where r.author_line in ($2, $3, $4, $5, $6, $7, $8, $9) and a.site_id = $1 and a.withdrawn_at is null
order by a.published_at desc, a.id desc limit $10 offset $11
