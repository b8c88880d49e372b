update site set mark_id = null where id = $1 and mark_id is not null
