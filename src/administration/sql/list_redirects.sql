-- $2: what is looked for in the addresses, as a pattern in lower case; empty for all.
select r.path, r.target, r.title from (
  select '/bai-viet/' || d.slug as path, '/bai-viet/' || a.slug as target, v.title as title
  from slug_redirect d join article a on a.id = d.article_id join revision v on v.id = coalesce(a.published_revision_id, a.work_revision_id)
  where d.site_id = $1
  union all
  select o.path, o.target, '' from old_address o where o.site_id = $1
) r
where $2 = '' or lower(r.path) like $2 escape '\' or lower(r.target) like $2 escape '\'
order by r.path limit $3 offset $4
