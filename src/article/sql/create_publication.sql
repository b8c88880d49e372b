insert into publication (site_id, seq, article_id, revision_id, kind, at, account_id, note, content_hash, hash, note_hash, note_salt)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
