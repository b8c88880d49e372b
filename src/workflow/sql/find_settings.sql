select one_person_mode, blocking_checks from site where id = $1
