select count(*) from article where site_id = $1 and published_revision_id is not null and withdrawn_at is null
