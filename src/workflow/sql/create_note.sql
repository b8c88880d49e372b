insert into note (id, article_id, account_id, block, quoted, text, created_at) values ($1, $2, $3, $4, $5, $6, $7)
