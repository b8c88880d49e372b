select seq, at, actor, action, subject, detail from audit_entry
where (site_id = $1 or site_id = $2) and ($3 = '' or action = $3) and at < $4
order by at desc, seq desc limit $5
