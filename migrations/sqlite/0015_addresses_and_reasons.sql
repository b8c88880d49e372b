-- Addresses of the site that an agency had before, or of pages that are gone, leading to an address of this one for good. path: decoded,
-- without a slash at its end. The old addresses of articles follow their article and are in slug_redirect.
create table old_address (
  site_id blob not null references site(id),
  path text not null,
  target text not null,
  primary key (site_id, path)
);
create index old_address_by_target on old_address (site_id, target);
