-- Those with a role on this site, and those that have none anywhere.
select a.id, a.name, a.display_name, a.password, a.totp_secret, a.totp_step, a.disabled_at from account a
where exists (select 1 from account_grant g where g.account_id = a.id and g.site_id = $1)
  or not exists (select 1 from account_grant g where g.account_id = a.id)
order by a.name
