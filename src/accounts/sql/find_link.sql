select l.keeps, a.id, a.name, a.display_name, a.totp_secret from activation_link l join account a on a.id = l.account_id
where l.hash = $1 and l.used_at is null and l.expires_at > $2 and a.disabled_at is null
