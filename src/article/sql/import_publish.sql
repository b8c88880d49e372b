-- $7: the revision that was published when the article was looked at.
update article
set published_revision_id = $2, section_id = $3, published_at = coalesce($4, published_at, $5), corrected_at = $6, stage = 'draft'
where id = $1 and withdrawn_at is null and published_revision_id is not distinct from $7
