-- Those whose published articles $2 may see, and with them those of others.
select s.id from section s
where s.site_id = $1 and exists (
  select 1 from account_grant g
  where g.account_id = $2 and g.site_id = s.site_id and g.role in ('editor', 'publisher') and (g.section_id is null or g.section_id = s.id or g.section_id = s.parent_id))
