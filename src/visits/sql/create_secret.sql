insert into secret (name, value, created_at) values ($1, $2, $3) on conflict (name) do nothing
