insert into account_grant (id, account_id, site_id, section_id, role) values ($1, $2, $3, $4, $5)
