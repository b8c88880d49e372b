select a.stage, cast(case when a.stage = 'draft' and a.returned_note <> '' then 1 else 0 end as bigint) as is_returned, count(*) as pieces from article a
where a.site_id = $1 and (a.published_revision_id is null or a.work_revision_id <> a.published_revision_id)
  and (a.author_id = $2 or a.assigned_id = $2 or exists (
    select 1 from account_grant g
    where g.account_id = $2 and g.site_id = a.site_id and g.role in ('editor', 'publisher') and (g.section_id is null or g.section_id = a.section_id or g.section_id = (select parent_id from section where id = a.section_id))))
group by 1, 2
