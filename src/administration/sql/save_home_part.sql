update home_part set kind = $3, section_id = $4, length = $5 where id = $1 and site_id = $2
