-- A role in a section is one in the sections below it too.
select role, section_id as section from account_grant where account_id = $1 and site_id = $2
union
select g.role, s.id from account_grant g join section s on s.parent_id = g.section_id where g.account_id = $1 and g.site_id = $2
