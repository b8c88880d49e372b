update backup_run set finished_at = $2, bytes = $3, place = $4 where id = $1
