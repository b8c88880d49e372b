-- Of each section that the asker holds the newest, and of his own pieces: what is published in all the others is not walked through. His own are
-- looked up by him: the site would be as good a beginning for SQLite, which also knows no lateral join.
with held as materialized (
  select s.id, coalesce((
    select b.updated_at from article b
    where b.section_id = s.id and b.published_revision_id is not null and b.withdrawn_at is null and b.updated_at < $3
    order by b.updated_at desc limit 1 offset $4 - 1), -9223372036854775807) as since
  from section s
  where s.site_id = $1 and exists (
    select 1 from account_grant g
    where g.account_id = $2 and g.site_id = s.site_id and g.role in ('editor', 'publisher') and (g.section_id is null or g.section_id = s.id or g.section_id = s.parent_id))
), newest as materialized (
  select f.id, f.updated_at from (
    select b.id, b.updated_at from held h join article b on b.section_id = h.id
    where b.published_revision_id is not null and b.withdrawn_at is null and b.updated_at >= h.since and b.updated_at < $3
    union
    select w.id, w.updated_at from (
      select b.id, b.updated_at from article b
      where b.author_id = $2 and (b.site_id = $1) is true and b.published_revision_id is not null and b.withdrawn_at is null and b.updated_at < $3
      order by b.updated_at desc, b.id desc limit $4) w
    union
    select t.id, t.updated_at from (
      select b.id, b.updated_at from article b
      where b.assigned_id = $2 and (b.site_id = $1) is true and b.published_revision_id is not null and b.withdrawn_at is null and b.updated_at < $3
      order by b.updated_at desc, b.id desc limit $4) t
  ) f
  order by f.updated_at desc, f.id desc limit $4
)
select a.id, r.title, s.name as section, coalesce(w.display_name, '') as author, coalesce(t.display_name, '') as assigned, a.stage,
  a.published_revision_id, a.work_revision_id, a.returned_note, a.updated_at, a.due_at, a.scheduled_at, a.withdrawn_at
from newest n join article a on a.id = n.id join revision r on r.id = a.work_revision_id join section s on s.id = a.section_id
left join account w on w.id = a.author_id left join account t on t.id = a.assigned_id
order by a.updated_at desc, a.id desc
