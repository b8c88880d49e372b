delete from article where id = $1
