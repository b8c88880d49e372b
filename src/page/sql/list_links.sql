select slug, title from page where site_id = $1 order by position, id
