insert into revision_media (revision_id, media_id) values ($1, $2)
