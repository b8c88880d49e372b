update home_part set section_id = $3, length = $4 where id = $1 and site_id = $2
