-- Each urgent publication waits for a review of its own. Its text is what was written after `after_number`, the version that readers saw before.
-- article.review_owed_by names one of those who owe, and says that there are some.
create table review_owed (
  article_id blob not null references article(id),
  revision_id blob not null references revision(id),
  account_id blob not null references account(id),
  after_number bigint not null,
  at bigint not null,
  primary key (article_id, revision_id)
);
insert into review_owed (article_id, revision_id, account_id, after_number, at)
select a.id, r.id, a.review_owed_by, coalesce((select max(b.number) from publication p join revision b on b.id = p.revision_id
  where p.article_id = a.id and b.number < r.number), 0), a.updated_at
from article a join revision r on r.id = a.published_revision_id where a.review_owed_by is not null;

-- Put into the history beside a colleague's version: nothing of it is in the text that is passed on.
alter table revision add column is_aside bigint not null default 0;
update revision set is_aside = 1 where id in (
  select r.id from audit_entry e join revision r on r.article_id = e.subject_id and e.detail = 'phiên bản ' || r.number
  where e.action = 'article_set_aside');
