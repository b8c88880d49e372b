select id, name, alt, caption, credit from media where folded is null limit $1
