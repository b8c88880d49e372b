update site set opening_visits = $2 where id = $1
