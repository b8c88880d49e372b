-- Versions, notes, and what is typed and not saved, of all but $2.
select (select count(*) from revision r where r.article_id = $1 and (r.account_id is null or r.account_id <> $2))
  + (select count(*) from note n where n.article_id = $1 and n.account_id <> $2)
  + (select count(*) from working_copy c where c.piece_id = $1 and c.account_id <> $2)
