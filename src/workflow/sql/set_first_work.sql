update article set work_revision_id = $2 where id = $1
