update account set totp_secret = $2, totp_step = $3 where id = $1 and totp_secret is null
