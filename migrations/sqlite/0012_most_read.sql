-- How often each article was read on a day (in Vietnam): the page views of visit_day, by article. Kept for ever.
create table article_day (
  site_id blob not null references site(id),
  day bigint not null,
  article_id blob not null references article(id),
  views bigint not null,
  primary key (site_id, day, article_id)
);

-- The articles under an author line, without a look at every text.
create index revision_by_author on revision (author_line) where author_line <> '';
