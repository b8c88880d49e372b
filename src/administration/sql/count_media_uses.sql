-- $2: how the content of a page or a working copy names the file.
select (select count(*) from revision_media where media_id = $1) + (select count(*) from revision where cover_id = $1)
  + (select count(*) from page where content like $2) + (select count(*) from working_copy where content like $2)
  + (select count(*) from site where mark_id = $1)
