-- An agency's own colour, "#1f4e8c" (empty: the built-in ones), and the picture of its mark in the masthead. The mark has no reference:
-- media belong to a site, so that neither row could be written before the other when a portal is moved.
alter table site add column colour text not null default '';
alter table site add column mark_id uuid;

-- What the home page shows below its top, in order. A site without rows shows the newest, the most read and each section of the menu.
create table home_part (
  id uuid primary key not null,
  site_id uuid not null references site(id),
  kind text not null check (kind in ('newest', 'most-read', 'section')),
  section_id uuid references section(id),
  length bigint not null,
  position bigint not null
);
create index home_part_by_site on home_part (site_id, position);
