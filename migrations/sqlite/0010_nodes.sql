-- The oldest program that may run on this schema, by the newest step that it knows. A step that takes something away raises it.
-- (SQLite has one node: what several need is in the step of the same name for PostgreSQL.)
create table schema_floor (
  step integer not null
);
insert into schema_floor (step) values (10);
