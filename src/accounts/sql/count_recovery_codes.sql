select count(*) from recovery_code where account_id = $1 and used_at is null
