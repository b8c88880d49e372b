-- What a version says of itself beside its text: tags by name ("Cải cách hành chính, Cao Lộc"), hand-picked articles by slug, one a line,
-- what is said of it elsewhere (empty: title and lead), the point of the cover that stays in sight ("50 50": per cent from left and top;
-- empty: the middle), and when it is withdrawn by itself.
alter table revision add column tags text not null default '';
alter table revision add column related text not null default '';
alter table revision add column seo_title text not null default '';
alter table revision add column seo_description text not null default '';
alter table revision add column focus text not null default '';
alter table revision add column withdraw_at bigint;
create index revision_withdrawn_by_itself on revision (withdraw_at) where withdraw_at is not null;

-- The tags of what readers see, written anew with each publication.
create table article_tag (
  article_id blob not null references article(id),
  slug text not null,
  site_id blob not null references site(id),
  name text not null,
  primary key (article_id, slug)
);
create index article_tag_by_slug on article_tag (site_id, slug);
