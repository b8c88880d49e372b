-- Only where the version in work is still the one that was read, at the stage it had. A later publication settles no review that is owed.
update article
set published_revision_id = $2, published_at = coalesce(published_at, $4),
  corrected_at = case when published_revision_id is null then null else $4 end,
  withdrawn_at = null, withdrawn_note = '', stage = 'draft', scheduled_at = null, returned_note = '', updated_at = $4,
  section_id = coalesce($5, section_id), slug = $6, review_owed_by = coalesce($7, review_owed_by)
where id = $1 and work_revision_id = $2 and stage = $3
