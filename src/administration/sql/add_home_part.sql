insert into home_part (id, site_id, kind, section_id, length, position)
values ($1, $2, $3, $4, $5, (select coalesce(max(p.position), 0) + 1 from home_part p where p.site_id = $2))
