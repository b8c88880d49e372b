-- $2: who reviews, and settles only what he neither published nor wrote any of; null settles all.
delete from review_owed where article_id = $1 and ((account_id <> $2 and not exists (
  select 1 from revision v where v.article_id = $1 and v.account_id = $2 and v.is_aside = 0 and v.number > review_owed.after_number
    and v.number <= (select p.number from revision p where p.id = review_owed.revision_id))) or $2 is null)
