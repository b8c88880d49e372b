-- One that hung and was given up must not come in behind a later one.
insert into node (name, seq, whole_seq, whole, beat_at) values ($1, $2, $2, $3, cast(extract(epoch from clock_timestamp()) * 1000000 as bigint))
on conflict (name) do update set seq = excluded.seq, whole_seq = excluded.whole_seq, whole = excluded.whole, beat_at = excluded.beat_at
where node.seq < excluded.seq
