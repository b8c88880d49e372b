insert into block (id, site_id, title, section_id, length, position)
values ($1, $2, $3, (select id from section where site_id = $2 and slug = $4), $5, (select coalesce(max(position), 0) + 1 from block where site_id = $2))
