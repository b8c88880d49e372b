select id from media where site_id = $1 and hash = $2
