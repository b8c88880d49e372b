select abbreviations from site where id = $1
