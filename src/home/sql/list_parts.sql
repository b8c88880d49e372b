select p.kind, p.section_id, coalesce(s.slug, '') as slug, coalesce(s.name, '') as name, p.length,
  (select count(*) from section b where b.parent_id = p.section_id) as below
from home_part p left join section s on s.id = p.section_id
where p.site_id = $1 order by p.position, p.id
