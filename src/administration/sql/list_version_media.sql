select media_id from revision_media where revision_id = $1
