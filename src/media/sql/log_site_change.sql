insert into change_log (site_id, subject, subject_id, at)
select s.id, 'site', s.id, $3 from site s where s.id = $1 and s.mark_id = $2
