insert into sign_in_failure (subject, at, id) values ($1, $2, $3)
