-- Once: whoever comes second finds the stage changed.
update article
set published_revision_id = $2, published_at = coalesce(published_at, $3),
  corrected_at = case when published_revision_id is null then null else $3 end,
  withdrawn_at = null, withdrawn_note = '', stage = 'draft', scheduled_at = null, returned_note = '', updated_at = $3,
  section_id = coalesce($4, section_id), slug = $5
where id = $1 and work_revision_id = $2 and stage = 'scheduled' and scheduled_at <= $3
