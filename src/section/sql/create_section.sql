insert into section (id, site_id, slug, name, description, position, in_menu)
values ($1, $2, $3, $4, $5, (select coalesce(max(position), 0) + 1 from section where site_id = $2), $6)
on conflict (site_id, slug) do nothing
