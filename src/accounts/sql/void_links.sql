update activation_link set used_at = $2 where account_id = $1 and used_at is null
