select a.id, a.slug, a.section_id, a.published_at, a.corrected_at, a.withdrawn_at, a.withdrawn_note, r.title, r.lead, r.content, r.schema_version, r.author_line,
  r.source_name, r.source_url, r.cover_id, r.tags, r.related, r.seo_title, r.seo_description, s.slug as section_slug, s.name as section_name,
  p.slug as parent_slug, p.name as parent_name
from article a join revision r on r.id = a.published_revision_id join section s on s.id = a.section_id left join section p on p.id = s.parent_id
where a.site_id = $1 and a.slug = $2 and a.published_revision_id is not null
