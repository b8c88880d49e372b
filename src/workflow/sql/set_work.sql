-- $2, $7: the version in work that the writer had before him, and the stage it had.
update article set work_revision_id = $3, stage = $4, updated_at = $5, returned_note = $6, scheduled_at = null
where id = $1 and work_revision_id = $2 and stage = $7
