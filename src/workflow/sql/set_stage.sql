-- Only where the piece is still as it was read.
update article set stage = $5, returned_note = $6, scheduled_at = $7, updated_at = $8
where id = $1 and work_revision_id = $2 and stage = $3 and published_revision_id is not distinct from $4
