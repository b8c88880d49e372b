insert into old_address (site_id, path, target) values ($1, $2, $3) on conflict (site_id, path) do update set target = excluded.target
