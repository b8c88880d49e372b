select a.id, a.slug, r.title, r.lead, s.name as section_name, a.published_at, a.corrected_at, r.author_line, r.cover_id,
  case when r.lead = '' then r.content else '' end as content, r.schema_version
from article a join revision r on r.id = a.published_revision_id join section s on s.id = a.section_id
where a.site_id = $1 and a.published_revision_id is not null and a.withdrawn_at is null
order by a.published_at desc, a.id desc limit $2
