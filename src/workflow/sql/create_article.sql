insert into article (id, site_id, section_id, slug, stage, created_at, updated_at, author_id) values ($1, $2, $3, $4, 'draft', $5, $5, $6)
on conflict do nothing
