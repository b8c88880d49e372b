insert into change_log (site_id, subject, subject_id, at)
select a.site_id, 'article', a.id, $3 from article a
where a.site_id = $1 and a.withdrawn_at is null and a.published_revision_id in (
  select u.revision_id from revision_media u where u.media_id = $2)
