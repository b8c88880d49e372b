-- Once: whoever comes second finds it withdrawn. A correction in work stays in work.
update article set withdrawn_at = $3, withdrawn_note = $4, featured_position = null, updated_at = $3
where id = $1 and published_revision_id = $2 and withdrawn_at is null
