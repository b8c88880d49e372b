-- Asked every second: by the few that have such an hour, not by all that are published.
select a.site_id, a.id, r.id as revision_id, r.title, r.number
from revision r join article a on a.id = r.article_id
where r.withdraw_at is not null and r.withdraw_at <= $1 and (a.published_revision_id = r.id) is true and a.withdrawn_at is null
order by r.withdraw_at limit 100
