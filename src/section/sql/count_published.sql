select count(*) from article
where section_id in (select id from section where id = $1 or parent_id = $1) and published_revision_id is not null and withdrawn_at is null
