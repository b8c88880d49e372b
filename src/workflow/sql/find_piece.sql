-- $3: who asks. Authors see what is theirs or given to them; editors and publishers their sections.
select a.id, a.slug, a.stage, a.section_id, r.id as revision_id, r.number, r.title, r.lead, r.content, r.schema_version, r.author_line,
  r.source_name, r.source_url, r.cover_id, r.tags, r.related, r.seo_title, r.seo_description,
  r.focus, r.withdraw_at, r.save_key, r.section_id as wanted_section_id, r.slug as wanted_slug,
  s.slug as section_slug, s.name as section_name, a.author_id,
  cast(case when exists (select 1 from revision v where v.article_id = a.id and v.account_id = $3
    and v.is_aside = 0 and v.number > coalesce((select p.number from revision p where p.id = a.published_revision_id), 0)) then 1 else 0 end as bigint) as has_written,
  cast(case when exists (select 1 from review_owed d join revision u on u.id = d.revision_id
    where d.article_id = a.id and d.account_id <> $3 and not exists (select 1 from revision v where v.article_id = a.id
      and v.account_id = $3 and v.is_aside = 0 and v.number > d.after_number and v.number <= u.number))
    -- Published by a node that knew of no such rows, while one after the other is upgraded.
    or (a.review_owed_by <> $3 and not exists (select 1 from review_owed d where d.article_id = a.id)) then 1 else 0 end as bigint) as owed_by_others,
  coalesce(w.display_name, '') as author, a.assigned_id, coalesce(t.display_name, '') as assigned, coalesce(t.name, '') as assigned_name,
  a.due_at, a.scheduled_at, a.updated_at, a.returned_note, a.withdrawn_at, a.withdrawn_note, a.published_revision_id, a.published_at,
  a.review_owed_by, coalesce(o.display_name, '') as review_owed_name
from article a
join revision r on r.id = a.work_revision_id
join section s on s.id = coalesce(r.section_id, a.section_id)
left join account w on w.id = a.author_id
left join account t on t.id = a.assigned_id
left join account o on o.id = a.review_owed_by
where a.site_id = $1 and a.id = $2
  and (a.author_id = $3 or a.assigned_id = $3 or exists (
    select 1 from account_grant g
    where g.account_id = $3 and g.site_id = a.site_id and g.role in ('editor', 'publisher') and (g.section_id is null or g.section_id = a.section_id or g.section_id = (select parent_id from section where id = a.section_id))))
