insert into audit_entry (site_id, seq, at, account_id, actor, action, subject, subject_id, detail, hash)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
