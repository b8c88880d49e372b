-- What led to an address that leads on now leads there at once.
update old_address set target = $3 where site_id = $1 and target = $2
