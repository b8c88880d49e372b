-- Some pieces, as list_in_work.sql tells of them and to whom; in no order.
select a.id, r.title, s.name as section, coalesce(w.display_name, '') as author, coalesce(t.display_name, '') as assigned, a.stage,
  a.published_revision_id, a.work_revision_id, a.returned_note, a.updated_at, a.due_at, a.scheduled_at, a.withdrawn_at
from article a join revision r on r.id = a.work_revision_id join section s on s.id = a.section_id
left join account w on w.id = a.author_id left join account t on t.id = a.assigned_id
where (a.site_id = $1) is true
  and (a.author_id = $2 or a.assigned_id = $2 or exists (
    select 1 from account_grant g
    where g.account_id = $2 and g.site_id = a.site_id and g.role in ('editor', 'publisher') and (g.section_id is null or g.section_id = a.section_id or g.section_id = (select parent_id from section where id = a.section_id))))
  and a.id in ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
