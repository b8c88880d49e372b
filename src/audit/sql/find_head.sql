select seq, hash from chain where name = 'audit' and site_id = $1
