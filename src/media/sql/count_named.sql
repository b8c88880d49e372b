select count(*) from rendition where hash = $1
