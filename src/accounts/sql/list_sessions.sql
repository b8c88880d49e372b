select id, browser, created_at, seen_at from session
where account_id = $1 and step = 'open' and created_at > $2 and seen_at > $3 order by seen_at desc
