-- What is withdrawn nobody sees: its last version may go, unless a later one is in work.
select r.id, r.article_id,
  cast(case when a.published_revision_id = r.id and a.withdrawn_at is null then 1
    when a.work_revision_id = r.id and (a.published_revision_id is null or a.published_revision_id <> r.id) then 1 else 0 end as bigint) as in_use,
  (select count(*) from publication p where p.revision_id = r.id and p.note <> '') as reasons
from revision r join article a on a.id = r.article_id
where a.site_id = $1 and a.slug = $2 and r.number = $3
