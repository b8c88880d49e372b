select count(*) from account_grant g join account a on a.id = g.account_id
where g.site_id = $1 and g.role = 'administrator' and a.disabled_at is null and a.password is not null
