insert into session (hash, id, account_id, step, browser, created_at, seen_at, confirmed_at) values ($1, $2, $3, $4, $5, $6, $6, $6)
