select (select count(*) from rendition where hash = $1) + (select count(*) from media where hash = $1)
