select count(*) from article where published_revision_id is not null and withdrawn_at is null
