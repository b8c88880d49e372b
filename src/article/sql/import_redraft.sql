-- A published article stays in its section until its correction is published.
update article
set stage = 'draft', work_revision_id = $3, returned_note = '', scheduled_at = null, updated_at = $4,
  section_id = case when published_revision_id is null then $2 else section_id end
where id = $1 and withdrawn_at is null
