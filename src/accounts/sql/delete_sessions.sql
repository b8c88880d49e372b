delete from session where account_id = $1 and id <> $2
