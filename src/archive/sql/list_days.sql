select (published_at / 1000000 + 25200) / 86400 as day, count(*) as articles
from article
where site_id = $1 and published_revision_id is not null and withdrawn_at is null
group by 1 order by 1
