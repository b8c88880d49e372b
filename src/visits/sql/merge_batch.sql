insert into visit_batch (node, epoch, seq, merged_at) values ($1, $2, $3, $4)
on conflict (node, epoch) do update set seq = excluded.seq, merged_at = excluded.merged_at
where visit_batch.seq < excluded.seq
