update article set withdrawn_at = $5, withdrawn_note = $6, stage = $4, scheduled_at = null, featured_position = null,
  updated_at = $5
where id = $1 and published_revision_id = $2 and stage = $3 and withdrawn_at is null
