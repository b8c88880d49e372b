select a.id, a.slug, a.stage, a.section_id, r.id as revision_id, r.number, r.title, r.lead, r.content, r.schema_version, r.author_line,
  r.source_name, r.source_url, r.cover_id, r.tags, r.related, r.seo_title, r.seo_description,
  r.focus, r.withdraw_at, r.save_key, r.section_id as wanted_section_id, r.slug as wanted_slug,
  s.slug as section_slug, s.name as section_name, a.author_id,
  cast(0 as bigint) as has_written, cast(0 as bigint) as owed_by_others,
  coalesce(w.display_name, '') as author, a.assigned_id, coalesce(t.display_name, '') as assigned, coalesce(t.name, '') as assigned_name,
  a.due_at, a.scheduled_at, a.updated_at, a.returned_note, a.withdrawn_at, a.withdrawn_note, a.published_revision_id, a.published_at,
  a.review_owed_by, coalesce(o.display_name, '') as review_owed_name
from article a
join revision r on r.id = a.work_revision_id
join section s on s.id = coalesce(r.section_id, a.section_id)
left join account w on w.id = a.author_id
left join account t on t.id = a.assigned_id
left join account o on o.id = a.review_owed_by
where a.id = $1 and a.stage = 'scheduled' and a.scheduled_at <= $2
