update article set withdrawn_note = $3
where id = $1 and published_revision_id = $2 and withdrawn_at is not null and withdrawn_note <> ''
