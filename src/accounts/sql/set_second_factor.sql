update account set totp_secret = $2, totp_step = $3 where id = $1
