-- As list_redirects.sql.
select count(*) from (
  select '/bai-viet/' || d.slug as path, '/bai-viet/' || a.slug as target from slug_redirect d join article a on a.id = d.article_id
  where d.site_id = $1
  union all
  select o.path, o.target from old_address o where o.site_id = $1
) r
where $2 = '' or lower(r.path) like $2 escape '\' or lower(r.target) like $2 escape '\'
