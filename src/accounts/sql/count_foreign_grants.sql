select count(*) from account_grant where account_id = $1 and site_id <> $2
