update backup_run set lease_until = $2 where id = $1 and finished_at is null and lease_until < $2
