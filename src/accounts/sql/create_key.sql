insert into secret (name, value, created_at) values ('second_factor', $1, $2) on conflict (name) do nothing
