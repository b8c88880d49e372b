select version, base, fields, content, schema_version, key from working_copy where account_id = $1 and piece_id = $2 and site_id = $3
