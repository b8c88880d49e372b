select slug, name from section where parent_id = $1 and in_menu = 1 order by position, id
