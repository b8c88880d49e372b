update media set album = $3 where site_id = $1 and id = $2 and album = ''
