-- Those who write on the site; $2: how many at most.
select distinct a.id, a.name, a.display_name from account a join account_grant g on g.account_id = a.id
where g.site_id = $1 and g.role in ('author', 'editor') and a.disabled_at is null order by a.display_name, a.name limit $2
