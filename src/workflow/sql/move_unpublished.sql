update article set section_id = $2, slug = coalesce($3, slug) where id = $1 and published_revision_id is null
