-- A published article stays in its section until its correction is published. $5: the day that the file states, which it keeps when it is published.
update article
set stage = 'draft', work_revision_id = $3, returned_note = '', scheduled_at = null, updated_at = $4,
  published_at = case when published_revision_id is null then coalesce($5, published_at) else published_at end,
  section_id = case when published_revision_id is null then $2 else section_id end
where id = $1 and withdrawn_at is null
