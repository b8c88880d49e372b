-- $3: who asks. Authors may open what is theirs or given to them; editors and publishers their sections.
select a.id, w.title, a.slug,
  cast(case when a.published_revision_id is not null and a.withdrawn_at is null then 1 else 0 end as bigint) as is_public,
  cast(case when a.author_id = $3 or a.assigned_id = $3 or exists (
    select 1 from account_grant g
    where g.account_id = $3 and g.site_id = a.site_id and g.role in ('editor', 'publisher')
      and (g.section_id is null or g.section_id = a.section_id or g.section_id = (select parent_id from section where id = a.section_id))) then 1 else 0 end as bigint) as may_open
from article a
join revision w on w.id = coalesce(a.work_revision_id, a.published_revision_id)
where a.site_id = $1 and a.id in (
  select r.article_id from revision_media u
  join revision r on r.id = u.revision_id
  join article b on b.id = r.article_id and (b.published_revision_id = r.id or b.work_revision_id = r.id)
  where u.media_id = $2)
order by a.updated_at desc, a.id desc limit $4
