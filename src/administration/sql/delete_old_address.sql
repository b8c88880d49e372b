delete from old_address where site_id = $1 and path = $2
