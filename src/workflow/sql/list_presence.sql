select p.piece_id, p.account_id, a.display_name from presence p join account a on a.id = p.account_id where p.seen_at > $1 order by a.display_name
