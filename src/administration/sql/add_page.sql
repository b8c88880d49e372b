insert into page (id, site_id, slug, title, content, schema_version, content_hash, position, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, (select coalesce(max(p.position), 0) + 1 from page p where p.site_id = $2), $8)
on conflict (site_id, slug) do nothing
