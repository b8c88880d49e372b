select 'section' as kind, s.id as section_id, s.slug, s.name, cast($2 as bigint) as length,
  (select count(*) from section b where b.parent_id = s.id) as below
from section s where s.site_id = $1 and s.in_menu = 1 and s.parent_id is null order by s.position, s.id
