-- $2: the version in work that the writer had before him.
update article set work_revision_id = $3, stage = $4, updated_at = $5, returned_note = $6, scheduled_at = null
where id = $1 and work_revision_id = $2
