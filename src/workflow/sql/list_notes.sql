select n.id, a.display_name as by, n.block, n.quoted, n.text, n.created_at, n.settled_at from note n join account a on a.id = n.account_id
where n.article_id = $1 order by case when n.settled_at is null then 0 else 1 end, n.created_at desc, n.id desc limit $2 offset $3
