delete from presence where piece_id = $1 and account_id = $2
