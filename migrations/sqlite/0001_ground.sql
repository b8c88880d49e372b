-- Ids of things that can leave the installation are UUIDv7; times are UTC microseconds; every row belongs to a site.
create table site (
  id blob primary key not null,
  host text not null unique,
  name text not null,
  short_name text not null,
  parent text not null default '',
  governing_body text not null default '',
  responsible text not null default '',
  address text not null default '',
  phone text not null default '',
  email text not null default '',
  licence text not null default '',
  opening_visits bigint not null default 0,
  position bigint not null,
  created_at bigint not null
);

create table section (
  id blob primary key not null,
  site_id blob not null references site(id),
  parent_id blob references section(id),
  slug text not null,
  name text not null,
  description text not null default '',
  position bigint not null,
  in_menu bigint not null default 1,
  unique (site_id, slug)
);

create table media (
  id blob primary key not null,
  site_id blob not null references site(id),
  hash text not null,
  kind text not null check (kind in ('picture', 'file', 'video')),
  name text not null,
  mime text not null,
  bytes bigint not null,
  width bigint,
  height bigint,
  alt text not null default '',
  caption text not null default '',
  credit text not null default '',
  created_at bigint not null,
  unique (site_id, hash)
);

-- A picture in one size and format. The file is named by its content: data/media/<first two>/<hash>.
create table rendition (
  media_id blob not null references media(id),
  format text not null check (format in ('webp', 'jpeg', 'original')),
  width bigint not null,
  height bigint not null,
  hash text not null,
  bytes bigint not null,
  primary key (media_id, format, width)
);
create index rendition_by_hash on rendition (hash);

create table article (
  id blob primary key not null,
  site_id blob not null references site(id),
  section_id blob not null references section(id),
  slug text not null,
  stage text not null check (stage in ('draft', 'submitted', 'approved', 'scheduled')) default 'draft',
  published_revision_id blob,
  published_at bigint,
  corrected_at bigint,
  withdrawn_at bigint,
  featured_position bigint,
  created_at bigint not null,
  unique (site_id, slug)
);
-- The lists of readers: newest first, of the whole site or of a section.
create index article_published on article (site_id, published_at desc, id desc) where published_revision_id is not null and withdrawn_at is null;
create index article_published_in_section on article (section_id, published_at desc, id desc) where published_revision_id is not null and withdrawn_at is null;
create index article_featured on article (site_id, featured_position) where featured_position is not null;

create table revision (
  id blob primary key not null,
  article_id blob not null references article(id),
  number bigint not null,
  title text not null,
  lead text not null default '',
  content text not null,
  schema_version bigint not null,
  author_line text not null default '',
  source_name text not null default '',
  source_url text not null default '',
  cover_id blob references media(id),
  reason text not null default '',
  content_hash text not null,
  created_at bigint not null,
  unique (article_id, number)
);

-- Which files a revision shows; a withdrawn article closes its media with it.
create table revision_media (
  revision_id blob not null references revision(id),
  media_id blob not null references media(id),
  primary key (revision_id, media_id)
);
create index revision_media_by_media on revision_media (media_id);

-- A changed slug leaves a permanent redirect.
create table slug_redirect (
  site_id blob not null references site(id),
  slug text not null,
  article_id blob not null references article(id),
  primary key (site_id, slug)
);

create table page (
  id blob primary key not null,
  site_id blob not null references site(id),
  slug text not null,
  title text not null,
  content text not null,
  schema_version bigint not null,
  content_hash text not null,
  position bigint not null,
  updated_at bigint not null,
  unique (site_id, slug)
);

-- A titled list in the side column: the latest of a section.
create table block (
  id blob primary key not null,
  site_id blob not null references site(id),
  title text not null,
  section_id blob not null references section(id),
  length bigint not null,
  position bigint not null
);

create table web_link (
  id blob primary key not null,
  site_id blob not null references site(id),
  name text not null,
  url text not null,
  position bigint not null
);

-- Every change that a reader could see, in order: page caches and the search index follow it.
create table change_log (
  seq integer primary key autoincrement,
  site_id blob not null references site(id),
  subject text not null,
  subject_id blob not null,
  at bigint not null
);

-- Ledgers of visits, kept for ever. hour: UTC hours since 1970; the day in Asia/Ho_Chi_Minh follows from it.
create table visit_hour (
  site_id blob not null references site(id),
  hour bigint not null,
  visits bigint not null,
  views bigint not null,
  primary key (site_id, hour)
);

create table visit_day (
  site_id blob not null references site(id),
  day bigint not null,
  visits bigint not null,
  views bigint not null,
  primary key (site_id, day)
);

-- The last merged batch of each process, so that a retried flush never counts twice.
create table visit_batch (
  node text not null,
  epoch bigint not null,
  seq bigint not null,
  primary key (node, epoch)
);

-- Keys that every node shares (cookie signatures).
create table secret (
  name text primary key not null,
  value blob not null,
  created_at bigint not null
);
