-- The roles of one account on a site, as they were given.
select g.account_id, g.role, s.slug as section, s.name as section_name
from account_grant g left join section s on s.id = g.section_id
where g.account_id = $1 and g.site_id = $2 order by g.role, s.position
