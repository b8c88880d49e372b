insert into change_log (site_id, subject, subject_id, at) values ($1, $2, $3, $4)
