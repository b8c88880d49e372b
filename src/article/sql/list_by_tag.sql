select a.slug, r.title, r.lead, s.slug as section_slug, s.name as section_name, a.published_at, r.cover_id, r.focus
from article_tag t join article a on a.id = t.article_id join revision r on r.id = a.published_revision_id join section s on s.id = a.section_id
where t.site_id = $1 and t.slug = $2
order by a.published_at desc, a.id desc limit $3 offset $4
