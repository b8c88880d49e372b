update backup_run set failed_at = $2, failure = $3, lease_until = $4 where id = $1
