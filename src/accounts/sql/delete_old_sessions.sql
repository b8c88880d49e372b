delete from session where created_at <= $1 or seen_at <= $2
