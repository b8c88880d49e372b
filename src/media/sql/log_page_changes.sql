insert into change_log (site_id, subject, subject_id, at)
select p.site_id, 'page', p.id, $3 from page p where p.site_id = $1 and p.content like $2
