select p.id, p.kind, coalesce(s.slug, '') as slug, coalesce(s.name, '') as name, p.length from home_part p
left join section s on s.id = p.section_id
where p.site_id = $1 order by p.position, p.id
