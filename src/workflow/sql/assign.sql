update article set assigned_id = $2, due_at = $3 where id = $1
