-- $2: the version that readers saw when it was reviewed.
update article set updated_at = $3,
  review_owed_by = (select d.account_id from review_owed d where d.article_id = $1 order by d.at desc, d.revision_id desc limit 1)
where id = $1 and published_revision_id = $2 and review_owed_by is not null
