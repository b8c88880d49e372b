select coalesce(max(seq), 0) from change_log
