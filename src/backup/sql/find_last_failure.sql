select failed_at, failure from backup_run where failed_at is not null order by failed_at desc limit 1
