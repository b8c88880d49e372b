select version, key from working_copy where account_id = $1 and piece_id = $2
