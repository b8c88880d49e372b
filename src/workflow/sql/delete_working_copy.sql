delete from working_copy where account_id = $1 and piece_id = $2 and site_id = $3
