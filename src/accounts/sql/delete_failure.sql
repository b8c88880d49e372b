delete from sign_in_failure where id = $1
