-- Several nodes on one database: each is told at once what another has written.
create function congdan_tell() returns trigger language plpgsql as $$
begin
  perform pg_notify('congdan', tg_argv[0]);
  return null;
end
$$;
create trigger change_log_tells after insert on change_log for each statement execute function congdan_tell('changes');
create trigger audit_entry_tells after insert on audit_entry for each statement execute function congdan_tell('newsroom');
-- A row that is only renewed is no news.
create trigger presence_tells after insert or delete on presence for each row execute function congdan_tell('newsroom');

-- What each running node knows of those online: the whole at one number, and what has changed since. Nothing to keep over a crash.
create unlogged table node (
  name text primary key not null,
  seq bigint not null,
  whole_seq bigint not null,
  whole bytea not null,
  beat_at bigint not null
);

create unlogged table node_step (
  node text not null references node(name) on delete cascade,
  seq bigint not null,
  body bytea not null,
  primary key (node, seq)
);

-- The oldest program that may run on this schema, by the newest step that it knows. A step that takes something away raises it.
create table schema_floor (
  step bigint not null
);
insert into schema_floor (step) values (10);
