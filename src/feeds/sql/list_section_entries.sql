-- Of a section and of those below it.
select a.id, a.slug, r.title, r.lead, s.name as section_name, a.published_at, a.corrected_at, r.author_line, r.cover_id,
  case when r.lead = '' then r.content else '' end as content, r.schema_version
from (
  select id from article
  where section_id in (select id from section where id = $1 or parent_id = $1) and published_revision_id is not null and withdrawn_at is null
  order by published_at desc, id desc limit $2
) f
join article a on a.id = f.id join revision r on r.id = a.published_revision_id join section s on s.id = a.section_id
order by a.published_at desc, a.id desc
