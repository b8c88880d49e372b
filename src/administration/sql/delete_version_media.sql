delete from revision_media where revision_id = $1
