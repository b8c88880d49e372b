select name, short_name, parent, governing_body, responsible, address, phone, email, licence from site where id = $1
