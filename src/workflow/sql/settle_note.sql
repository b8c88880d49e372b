update note set settled_at = coalesce(settled_at, $3) where id = $1 and article_id = $2
