-- $2: how a page's content names the file.
select (select count(*) from revision_media where media_id = $1) + (select count(*) from revision where cover_id = $1)
  + (select count(*) from page where content like $2)
