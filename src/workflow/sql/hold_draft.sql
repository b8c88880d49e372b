-- Nobody else writes it until the transaction ends. A note of returning stays with a draft until it is submitted anew.
update article set updated_at = updated_at
where id = $1 and site_id = $2 and author_id = $3 and work_revision_id = $4 and stage = 'draft' and returned_note = ''
  and published_revision_id is null and withdrawn_at is null and (assigned_id is null or assigned_id = $3)
