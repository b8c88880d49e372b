-- The visits that began within the last half hour, by the fingerprint of their token: each is counted once, by whichever node
-- its cookie comes back to, and once across a restart. Older rows are deleted.
create table visit_begun (
  site_id uuid not null,
  token bigint not null,
  begun bigint not null,
  primary key (site_id, token)
);
create index visit_begun_by_time on visit_begun (begun);

create index visit_day_by_day on visit_day (day);

alter table visit_batch add column merged_at bigint not null default 0;
