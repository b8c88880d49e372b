select id, name, display_name, password, totp_secret, totp_step, disabled_at from account where id = $1
