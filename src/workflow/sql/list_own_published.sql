-- For those who only write: by their own pieces, however many the site has.
select a.id, r.title, s.name as section, coalesce(w.display_name, '') as author, coalesce(t.display_name, '') as assigned, a.stage,
  a.published_revision_id, a.work_revision_id, a.returned_note, a.updated_at, a.due_at, a.scheduled_at, a.withdrawn_at
from article a join revision r on r.id = a.work_revision_id join section s on s.id = a.section_id
left join account w on w.id = a.author_id left join account t on t.id = a.assigned_id
where a.author_id = $2 and a.site_id = $1 and a.published_revision_id is not null and a.withdrawn_at is null and a.updated_at < $3
order by a.updated_at desc, a.id desc limit $4
