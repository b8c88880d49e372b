update site set abbreviations = $2 where id = $1
