delete from slug_redirect where site_id = $1 and slug = $2
