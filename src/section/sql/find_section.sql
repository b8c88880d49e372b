select s.id, s.slug, s.name, s.description, p.slug as parent_slug, p.name as parent_name,
  (select count(*) from section b where b.parent_id = s.id) as below
from section s left join section p on p.id = s.parent_id
where s.site_id = $1 and s.slug = $2
