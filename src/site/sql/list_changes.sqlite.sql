select seq, site_id, subject, subject_id from change_log
where seq > $1 or seq in (select value from json_each($2))
order by seq limit $3
