select r.id, r.number, coalesce(a.display_name, '') as by, r.reason, r.name, r.created_at, r.is_aside
from revision r left join account a on a.id = r.account_id
where r.article_id = $1 order by r.number desc limit $2 offset $3
