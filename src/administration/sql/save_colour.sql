update site set colour = $2 where id = $1
