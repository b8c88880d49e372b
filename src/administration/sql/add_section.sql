insert into section (id, site_id, slug, name, description, in_menu, parent_id, position)
values ($1, $2, $3, $4, $5, $6, $7, (select coalesce(max(s.position), 0) + 1 from section s where s.site_id = $2))
on conflict (site_id, slug) do nothing
