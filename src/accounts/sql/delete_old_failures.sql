delete from sign_in_failure where at <= $1
