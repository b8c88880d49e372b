insert into backup_run (id, day, begun_at, lease_until) values ($1, $2, $3, $4)
on conflict (day) do update set id = excluded.id, begun_at = excluded.begun_at, lease_until = excluded.lease_until
where backup_run.finished_at is null and backup_run.lease_until < excluded.begun_at
returning id
