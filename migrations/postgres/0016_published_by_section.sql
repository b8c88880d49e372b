-- The newsroom's list of what is published, by section: who holds few of them does not walk through the articles of all.
create index article_published_by_update on article (section_id, updated_at desc, id desc) where published_revision_id is not null and withdrawn_at is null;
