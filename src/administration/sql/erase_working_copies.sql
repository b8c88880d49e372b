delete from working_copy where piece_id = $1 and base <= $2
