update node set seq = $2, beat_at = cast(extract(epoch from clock_timestamp()) * 1000000 as bigint) where name = $1 and seq <= $2
