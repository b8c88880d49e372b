update media set alt = $3, caption = $4, credit = $5, folded = $6, album = $7 where site_id = $1 and id = $2
