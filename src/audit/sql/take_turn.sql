insert into chain (name, site_id, seq, hash) values ($1, $2, 1, '')
on conflict (name, site_id) do update set seq = chain.seq + 1
returning seq, hash
