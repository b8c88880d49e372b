insert into block (id, site_id, title, section_id, length, position)
values ($1, $2, $3, $4, $5, (select coalesce(max(b.position), 0) + 1 from block b where b.site_id = $2))
