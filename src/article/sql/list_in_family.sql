-- Of a section and of those below it.
select a.slug, r.title, r.lead, s.slug as section_slug, s.name as section_name, a.published_at, r.cover_id, r.focus
from (
  select id from article
  where section_id in (select id from section where id = $1 or parent_id = $1) and published_revision_id is not null and withdrawn_at is null
  order by published_at desc, id desc limit $2 offset $3
) f
join article a on a.id = f.id join revision r on r.id = a.published_revision_id join section s on s.id = a.section_id
order by a.published_at desc, a.id desc
