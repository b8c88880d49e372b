update web_link set name = $3, url = $4 where id = $1 and site_id = $2
