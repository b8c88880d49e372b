-- The version in work, who writes it, and what is waited for.
alter table article add column work_revision_id blob;
alter table article add column author_id blob references account(id);
alter table article add column assigned_id blob references account(id);
alter table article add column due_at bigint;
alter table article add column scheduled_at bigint;
alter table article add column updated_at bigint not null default 0;
alter table article add column returned_note text not null default '';
alter table article add column withdrawn_note text not null default '';
-- Published at once by this account: a second review is owed until someone else has done it.
alter table article add column review_owed_by blob references account(id);

alter table revision add column account_id blob references account(id);

update article set updated_at = coalesce(corrected_at, published_at, created_at),
  work_revision_id = (select r.id from revision r where r.article_id = article.id order by r.number desc limit 1);

create index article_by_stage on article (site_id, stage, updated_at desc);
create index article_by_update on article (site_id, updated_at desc, id desc);
create index article_by_author on article (author_id, updated_at desc);
create index article_by_schedule on article (scheduled_at) where stage = 'scheduled';

-- Notes on a version in work: on a block (its place and first words) or on the whole.
create table note (
  id blob primary key not null,
  article_id blob not null references article(id),
  account_id blob not null references account(id),
  block bigint,
  quoted text not null default '',
  text text not null,
  created_at bigint not null,
  settled_at bigint
);
create index note_by_article on note (article_id, created_at);

-- Every publication of a site in one chain of hashes.
create table publication (
  site_id blob not null,
  seq bigint not null,
  article_id blob not null references article(id),
  revision_id blob not null references revision(id),
  kind text not null check (kind in ('published', 'corrected', 'withdrawn')),
  at bigint not null,
  account_id blob,
  note text not null default '',
  content_hash text not null,
  hash text not null,
  erased_at bigint,
  primary key (site_id, seq)
);
create index publication_by_article on publication (article_id, seq);

-- What administrators choose for their site.
alter table site add column one_person_mode bigint not null default 0;
alter table site add column blocking_checks text not null default '';
alter table site add column notice text not null default '';
alter table site add column notice_url text not null default '';
