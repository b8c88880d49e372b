select name, album from media where site_id = $1 and id = $2
