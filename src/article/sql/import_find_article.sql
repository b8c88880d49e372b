-- $3: the reason that imported revisions carry. A slug that the newsroom has changed still finds its article.
select a.id, a.published_at, a.withdrawn_at,
  coalesce((select max(v.number) from revision v where v.article_id = a.id), 0) as last_number,
  p.id as published_id, p.number as published_number, p.content_hash as published_hash,
  i.id as imported_id, i.number as imported_number, i.content_hash as imported_hash
from article a
left join revision p on p.id = a.published_revision_id
left join revision i on i.article_id = a.id
  and i.number = (select max(v.number) from revision v where v.article_id = a.id and v.reason = $3)
where a.site_id = $1
  and (a.slug = $2 or a.id in (select s.article_id from slug_redirect s where s.site_id = $1 and s.slug = $2))
order by case when a.slug = $2 then 0 else 1 end
limit 1
