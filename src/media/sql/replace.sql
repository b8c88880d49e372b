update media set hash = $3, mime = $4, bytes = $5, width = $6, height = $7 where site_id = $1 and id = $2 and kind = 'picture'
