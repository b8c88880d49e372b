select finished_at, bytes, place from backup_run where finished_at is not null order by finished_at desc limit 1
