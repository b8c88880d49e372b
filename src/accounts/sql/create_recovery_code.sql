insert into recovery_code (account_id, hash) values ($1, $2)
