insert into article (id, site_id, section_id, slug, stage, created_at) values ($1, $2, $3, $4, 'draft', $5)
on conflict (site_id, slug) do nothing
