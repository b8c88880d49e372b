-- The album that a file is filed under, by its name; empty: none. An album is there while a file is in it.
alter table media add column album text not null default '';
create index media_by_album on media (site_id, album) where album <> '';
-- Filtering by kind or album reads the index alone.
drop index media_newest;
create index media_newest on media (site_id, created_at desc, id desc, kind, album);
