select slug, name from section where site_id = $1 and in_menu = 1 and parent_id is null order by position, id
