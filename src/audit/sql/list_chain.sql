select seq, at, account_id, actor, action, subject, subject_id, detail, hash from audit_entry
where site_id = $1 and seq > $2 order by seq limit 1000
