select seq, subject, subject_id from change_log where seq > $1 order by seq limit $2
