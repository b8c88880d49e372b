select b.id, b.title, s.slug, b.length from block b join section s on s.id = b.section_id where b.site_id = $1 order by b.position, b.id
