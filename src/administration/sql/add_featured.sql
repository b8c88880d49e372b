update article set featured_position = (select coalesce(max(o.featured_position), 0) + 1 from article o where o.site_id = $1)
where site_id = $1 and slug = $2 and published_revision_id is not null and withdrawn_at is null and featured_position is null
