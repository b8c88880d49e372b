-- Addresses of the site that an agency had before, or of pages that are gone, leading to an address of this one for good. path: decoded,
-- without a slash at its end. The old addresses of articles follow their article and are in slug_redirect.
create table old_address (
  site_id uuid not null references site(id),
  path text not null,
  target text not null,
  primary key (site_id, path)
);
create index old_address_by_target on old_address (site_id, target);

-- The reason of a publication can be erased like its text: the chain holds note_hash, which is made of the reason and a salt, and the salt goes
-- with the words. Empty where the chain holds the words themselves, as it did before.
alter table publication add column note_hash text not null default '';
alter table publication add column note_salt text not null default '';
alter table publication add column note_erased_at bigint;
