update site set host = $2 where id = $1
