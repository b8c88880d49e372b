update site set one_person_mode = $2, blocking_checks = $3 where id = $1
