select a.slug, r.title, a.published_at, m.views
from (select article_id, cast(sum(views) as bigint) as views from article_day where site_id = $1 and day >= $2 group by article_id) m
join article a on a.id = m.article_id join revision r on r.id = a.published_revision_id
where a.withdrawn_at is null
order by m.views desc, a.published_at desc, a.id desc limit $3
