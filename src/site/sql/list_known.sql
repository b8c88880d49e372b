-- Which of these paths a reader is shown something at: live articles and their old addresses, sections, pages, old addresses of the site.
with asked (path) as (values
  (cast($2 as text)), ($3), ($4), ($5), ($6), ($7), ($8), ($9), ($10), ($11), ($12), ($13), ($14), ($15), ($16), ($17),
  ($18), ($19), ($20), ($21), ($22), ($23), ($24), ($25), ($26), ($27), ($28), ($29), ($30), ($31), ($32), ($33),
  ($34), ($35), ($36), ($37), ($38), ($39), ($40), ($41), ($42), ($43), ($44), ($45), ($46), ($47), ($48), ($49),
  ($50), ($51), ($52), ($53), ($54), ($55), ($56), ($57), ($58), ($59), ($60), ($61), ($62), ($63), ($64), ($65)
)
select k.path from asked k join article a on a.site_id = $1 and a.slug = substr(k.path, 11)
where substr(k.path, 1, 10) = '/bai-viet/' and a.published_revision_id is not null and a.withdrawn_at is null
union
select k.path from asked k join slug_redirect d on d.site_id = $1 and d.slug = substr(k.path, 11) join article a on a.id = d.article_id
where substr(k.path, 1, 10) = '/bai-viet/' and a.published_revision_id is not null and a.withdrawn_at is null
union
select k.path from asked k join section s on s.site_id = $1 and s.slug = substr(k.path, 13) where substr(k.path, 1, 12) = '/chuyen-muc/'
union
select k.path from asked k join page p on p.site_id = $1 and p.slug = substr(k.path, 8) where substr(k.path, 1, 7) = '/trang/'
union
select k.path from asked k join old_address o on o.site_id = $1 and o.path = k.path
