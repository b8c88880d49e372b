delete from revision_media where revision_id in (select id from revision where article_id = $1)
