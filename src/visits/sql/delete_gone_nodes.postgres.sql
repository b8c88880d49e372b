delete from node where beat_at < cast(extract(epoch from clock_timestamp()) * 1000000 as bigint) - $1
