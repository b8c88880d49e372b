insert into web_link (id, site_id, name, url, position)
values ($1, $2, $3, $4, (select coalesce(max(w.position), 0) + 1 from web_link w where w.site_id = $2))
