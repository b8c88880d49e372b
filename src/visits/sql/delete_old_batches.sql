delete from visit_batch where merged_at < $1
