delete from sign_in_failure where subject = $1
