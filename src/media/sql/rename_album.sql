update media set album = $3 where site_id = $1 and album = $2 and album <> ''
