insert into backup_run (id, begun_at, lease_until) values ($1, $2, $3)
