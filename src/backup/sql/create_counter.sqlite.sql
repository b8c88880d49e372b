insert into sqlite_sequence (name, seq) select $1, $2 where not exists (select 1 from sqlite_sequence where name = $1)
  and exists (select 1 from sqlite_master where name = $1 and sql like '%autoincrement%')
