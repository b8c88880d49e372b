insert into rendition (media_id, format, width, height, hash, bytes) values ($1, $2, $3, $4, $5, $6)
