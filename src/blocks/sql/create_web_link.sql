insert into web_link (id, site_id, name, url, position)
values ($1, $2, $3, $4, (select coalesce(max(position), 0) + 1 from web_link where site_id = $2))
