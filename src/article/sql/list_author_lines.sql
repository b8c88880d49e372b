select r.author_line as line, count(*) as articles
from article a join revision r on r.id = a.published_revision_id
where a.site_id = $1 and a.published_revision_id is not null and a.withdrawn_at is null and r.author_line <> ''
group by r.author_line order by articles desc, line
