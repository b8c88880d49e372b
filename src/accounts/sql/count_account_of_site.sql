select count(*) from account a
where a.id = $2 and (exists (select 1 from account_grant g where g.account_id = a.id and g.site_id = $1)
  or not exists (select 1 from account_grant g where g.account_id = a.id))
