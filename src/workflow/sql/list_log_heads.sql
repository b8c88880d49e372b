select site_id, seq from chain where name = 'audit'
