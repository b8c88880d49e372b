update home_part set position = $3 where id = $1 and site_id = $2
