insert into activation_link (hash, keeps, account_id, created_at, expires_at) values ($1, $2, $3, $4, $5)
