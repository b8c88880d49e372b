update media set folded = $2 where id = $1 and folded is null
