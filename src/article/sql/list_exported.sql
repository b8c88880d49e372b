select a.id, a.slug, a.published_at, s.name as section, r.title, r.lead, r.content, r.schema_version, r.author_line, r.source_name,
  r.source_url, r.tags
from article a join revision r on r.id = a.published_revision_id join section s on s.id = a.section_id
where a.site_id = $1 and a.id > $2 and a.withdrawn_at is null
order by a.id limit $3
