-- A slug that the newsroom has changed still finds its article.
select a.published_at from article a
where a.site_id = $1
  and (a.slug = $2 or a.id in (select s.article_id from slug_redirect s where s.site_id = $1 and s.slug = $2))
order by case when a.slug = $2 then 0 else 1 end
limit 1
