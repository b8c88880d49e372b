select title, slug, content from page where site_id = $1 and content like $2 order by position
