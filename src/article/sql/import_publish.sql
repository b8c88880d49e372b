-- $7: the revision that was published when the article was looked at. A version in work stays in work.
update article
set published_revision_id = $2, section_id = $3, published_at = coalesce($4, published_at, $5), corrected_at = $6, updated_at = $8,
  stage = case when work_revision_id is null or work_revision_id = $2 or work_revision_id is not distinct from $7 then 'draft' else stage end,
  work_revision_id = case when work_revision_id is null or work_revision_id is not distinct from $7 then $2 else work_revision_id end
where id = $1 and withdrawn_at is null and published_revision_id is not distinct from $7
