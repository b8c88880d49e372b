-- Before the article's row says so: what readers saw until now is asked of it.
insert into review_owed (article_id, revision_id, account_id, after_number, at)
select a.id, $2, $3, coalesce((select p.number from revision p where p.id = a.published_revision_id), 0), $4 from article a where a.id = $1
on conflict (article_id, revision_id) do nothing
