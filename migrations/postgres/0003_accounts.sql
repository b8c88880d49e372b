-- Accounts belong to the installation; grants name site, section and role. Tokens and session ids are kept as hashes only.
create table account (
  id uuid primary key not null,
  name text not null unique,
  display_name text not null,
  password text,
  totp_secret text,
  -- The last step that was used: a code opens once.
  totp_step bigint not null default 0,
  disabled_at bigint,
  created_at bigint not null
);

create table account_grant (
  id uuid primary key not null,
  account_id uuid not null references account(id),
  site_id uuid not null references site(id),
  section_id uuid references section(id),
  role text not null check (role in ('author', 'editor', 'publisher', 'administrator'))
);
create index account_grant_by_account on account_grant (account_id);

create table recovery_code (
  account_id uuid not null references account(id),
  hash text not null,
  used_at bigint,
  primary key (account_id, hash)
);

-- keeps: what a link leaves as it is. 'second_factor' for a lost password, 'nothing' for a first or a full renewal.
create table activation_link (
  hash text primary key not null,
  keeps text not null check (keeps in ('second_factor', 'nothing')),
  account_id uuid not null references account(id),
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);
create index activation_link_by_account on activation_link (account_id);

-- step: what is still missing before the session opens anything: 'code', 'setup' or 'open'.
create table session (
  hash text primary key not null,
  id uuid not null unique,
  account_id uuid not null references account(id),
  step text not null check (step in ('code', 'setup', 'open')),
  browser text not null default '',
  created_at bigint not null,
  seen_at bigint not null,
  -- When the password was last given.
  confirmed_at bigint not null
);
create index session_by_account on session (account_id);

-- Wrong passwords and codes in a window of time, by account and by address.
create table sign_in_failure (
  subject text not null,
  at bigint not null,
  id uuid primary key not null
);
create index sign_in_failure_by_subject on sign_in_failure (subject, at);

-- The last link of each chain of hashes: 'audit' and 'publication', one a site; the installation's own has an empty site.
create table chain (
  name text not null,
  site_id uuid not null,
  seq bigint not null,
  hash text not null,
  primary key (name, site_id)
);

-- Append-only: each entry's hash covers the one before.
create table audit_entry (
  site_id uuid not null,
  seq bigint not null,
  at bigint not null,
  account_id uuid,
  actor text not null,
  action text not null,
  subject text not null,
  subject_id uuid,
  detail text not null,
  hash text not null,
  primary key (site_id, seq)
);
create index audit_entry_by_time on audit_entry (site_id, at desc);
