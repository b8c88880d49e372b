select count(*) from sign_in_failure where subject = $1 and at > $2
