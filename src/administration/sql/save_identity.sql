update site set name = $2, short_name = $3, parent = $4, governing_body = $5, responsible = $6, address = $7, phone = $8, email = $9, licence = $10
where id = $1
