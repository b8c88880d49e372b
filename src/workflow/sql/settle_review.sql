update article set review_owed_by = null, updated_at = $3 where id = $1 and review_owed_by = $2
