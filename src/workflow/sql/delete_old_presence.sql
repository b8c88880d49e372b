delete from presence where seen_at < $1
