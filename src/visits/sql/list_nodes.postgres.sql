select name, seq, whole_seq, cast(extract(epoch from clock_timestamp()) * 1000000 as bigint) - beat_at as age from node where name <> $1
