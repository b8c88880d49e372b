select seq, hash from chain where name = 'publication' and site_id = $1
