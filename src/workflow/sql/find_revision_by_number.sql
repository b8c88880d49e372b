select r.id, r.number, r.title, r.lead, r.content, r.schema_version, r.author_line, r.source_name, r.source_url, r.slug, r.name, r.reason,
  r.created_at, r.cover_id, r.tags, r.related, r.seo_title, r.seo_description, r.focus, r.withdraw_at, coalesce(s.slug, '') as section_slug, coalesce(w.display_name, '') as by
from revision r left join section s on s.id = r.section_id left join account w on w.id = r.account_id
where r.article_id = $1 and r.number = $2
