select count(*) from article where id = $1
