-- $3: the slug of an article's address, and $4 what stands below it; empty for all other addresses. $5: the address with its query; empty
-- without one.
select f.target from (
  select o.target, 1 as turn from old_address o where o.site_id = $1 and o.path = $5
  union all
  select '/bai-viet/' || a.slug || $4 as target, 2 as turn from slug_redirect d join article a on a.id = d.article_id
  where d.site_id = $1 and d.slug = $3 and a.published_revision_id is not null
  union all
  select o.target, 3 as turn from old_address o where o.site_id = $1 and o.path = $2
) f order by f.turn limit 1
