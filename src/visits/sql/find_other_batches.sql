select count(*), cast(coalesce(sum(seq), 0) as bigint) from visit_batch where node <> $1
