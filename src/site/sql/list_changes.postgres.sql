select seq, site_id, subject, subject_id from change_log
where seq > $1 or seq = any(select cast(value as bigint) from json_array_elements_text(cast($2 as json)) as again(value))
order by seq limit $3
