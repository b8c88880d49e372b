insert into media (id, site_id, hash, kind, name, mime, bytes, width, height, alt, caption, credit, created_at, folded, uploaded_by, album)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
on conflict (site_id, hash) do nothing
returning id
