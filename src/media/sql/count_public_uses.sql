-- $3: how the content of a page names the file.
select (select count(*) from revision_media u join article a on a.published_revision_id = u.revision_id
    where u.media_id = $2 and a.site_id = $1 and a.withdrawn_at is null)
  + (select count(*) from page where site_id = $1 and content like $3) + (select count(*) from site where id = $1 and mark_id = $2)
