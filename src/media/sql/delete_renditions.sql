delete from rendition where media_id = $1
