-- What search among readers' articles does not hold: what is in work or withdrawn in the sections that $2 holds, and all of his own.
select f.id, r.title from (
  select a.id, a.work_revision_id, a.updated_at from article a
  where a.site_id = $1 and (a.published_revision_id is null or a.work_revision_id <> a.published_revision_id) and exists (
    select 1 from account_grant g
    where g.account_id = $2 and g.site_id = a.site_id and g.role in ('editor', 'publisher') and (g.section_id is null or g.section_id = a.section_id or g.section_id = (select parent_id from section where id = a.section_id)))
  union
  select a.id, a.work_revision_id, a.updated_at from article a
  where a.site_id = $1 and a.withdrawn_at is not null and exists (
    select 1 from account_grant g
    where g.account_id = $2 and g.site_id = a.site_id and g.role in ('editor', 'publisher') and (g.section_id is null or g.section_id = a.section_id or g.section_id = (select parent_id from section where id = a.section_id)))
  union
  select a.id, a.work_revision_id, a.updated_at from article a where a.author_id = $2 and (a.site_id = $1) is true
  union
  select a.id, a.work_revision_id, a.updated_at from article a where a.assigned_id = $2 and (a.site_id = $1) is true
) f join revision r on r.id = f.work_revision_id
order by f.updated_at desc, f.id desc limit $3
