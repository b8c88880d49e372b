update account set disabled_at = $2 where id = $1
