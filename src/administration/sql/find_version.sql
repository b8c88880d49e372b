select r.id, r.article_id,
  cast(case when a.published_revision_id = r.id or a.work_revision_id = r.id then 1 else 0 end as bigint) as in_use
from revision r join article a on a.id = r.article_id
where a.site_id = $1 and a.slug = $2 and r.number = $3
