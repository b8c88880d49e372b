insert into account (id, name, display_name, created_at) values ($1, $2, $3, $4)
on conflict (name) do nothing
