update chain set hash = $3 where name = $1 and site_id = $2
