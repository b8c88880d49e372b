-- A correction may move an article or change its address: both happen when it is published. Null and empty: no change wanted.
alter table revision add column section_id uuid references section(id);
alter table revision add column slug text not null default '';
-- Pieces in work: whose last version is not the published one.
drop index article_by_stage;
create index article_in_work on article (site_id, stage, updated_at desc, id desc)
  where published_revision_id is null or work_revision_id <> published_revision_id;
create index article_review_owed on article (site_id, updated_at desc, id desc) where review_owed_by is not null;
create index article_withdrawn on article (site_id, withdrawn_at desc, id desc) where withdrawn_at is not null;
create index article_by_assigned on article (assigned_id, updated_at desc) where assigned_id is not null;
update article set work_revision_id = coalesce(published_revision_id, (select r.id from revision r where r.article_id = article.id order by r.number desc limit 1))
where work_revision_id is null;
