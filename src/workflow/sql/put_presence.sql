insert into presence (piece_id, account_id, seen_at) values ($1, $2, $3)
on conflict (piece_id, account_id) do update set seen_at = excluded.seen_at
