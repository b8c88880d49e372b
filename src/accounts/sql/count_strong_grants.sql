select count(*) from account_grant where account_id = $1 and role in ('publisher', 'administrator')
