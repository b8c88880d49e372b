update section set name = $3, description = $4, in_menu = $5, parent_id = $6 where id = $1 and site_id = $2
