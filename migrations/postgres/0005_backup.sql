-- Backups of this installation, one row a run. day: the day in Asia/Ho_Chi_Minh whose turn a node has taken; null where someone asked for it.
-- A turn whose lease has ended unfinished may be taken again. Not carried by backups: it tells of this place, not of its content.
create table backup_run (
  id uuid primary key not null,
  day bigint unique,
  begun_at bigint not null,
  lease_until bigint not null,
  finished_at bigint,
  bytes bigint not null default 0,
  place text not null default '',
  failed_at bigint,
  failure text not null default ''
);
