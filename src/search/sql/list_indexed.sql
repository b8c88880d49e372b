select a.id, a.site_id, a.section_id, a.published_at, r.title, r.lead, r.content, r.schema_version, r.author_line, r.source_name
from article a join revision r on r.id = a.published_revision_id
where a.id > $1 and a.withdrawn_at is null
order by a.id limit $2
