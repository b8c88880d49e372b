select coalesce(max(at), 0) from change_log
