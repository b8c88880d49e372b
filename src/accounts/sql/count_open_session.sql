select count(*) from session s join account a on a.id = s.account_id
where s.id = $1 and s.step = 'open' and s.created_at > $2 and s.seen_at > $3 and a.disabled_at is null
