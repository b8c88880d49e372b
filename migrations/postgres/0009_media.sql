-- What is searched: name, description, caption and credit without diacritics. Null until a file of an earlier version has been folded.
alter table media add column folded text;
alter table media add column uploaded_by uuid references account(id);
create index media_newest on media (site_id, created_at desc, id desc, kind);
create index media_unfolded on media (id) where folded is null;
-- The bytes that were given are kept for files and videos only: for a picture the hash says which bytes they were.
