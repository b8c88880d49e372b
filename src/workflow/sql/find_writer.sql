-- As list_writers.sql.
select distinct a.id, a.name, a.display_name from account a join account_grant g on g.account_id = a.id
where g.site_id = $1 and g.role in ('author', 'editor') and a.disabled_at is null and a.name = $2
