select count(*) from site where id = $1 and mark_id = $2
