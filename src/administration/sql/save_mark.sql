-- Only a picture of the site's own.
update site set mark_id = $2 where id = $1 and exists (select 1 from media m where m.id = $2 and m.site_id = $1 and m.kind = 'picture')
