-- What someone has typed and not yet saved: one row an account and piece, written over. piece_id: also of a piece that is not there yet.
-- version grows with each write; key: of the send that made it, so that one sent twice is kept once.
create table working_copy (
  account_id uuid not null references account(id),
  piece_id uuid not null,
  site_id uuid not null references site(id),
  version bigint not null,
  base bigint not null,
  fields text not null,
  content text not null,
  schema_version bigint not null,
  key text not null,
  primary key (account_id, piece_id)
);
create index working_copy_by_account on working_copy (site_id, account_id, version desc);
create index working_copy_by_piece on working_copy (piece_id);

-- Of the send that made a revision; and the name that someone has given it.
alter table revision add column save_key text not null default '';
alter table revision add column name text not null default '';

-- Who has a piece open for writing. Advice only: no right depends on it.
create table presence (
  piece_id uuid not null,
  account_id uuid not null references account(id),
  seen_at bigint not null,
  primary key (piece_id, account_id)
);
