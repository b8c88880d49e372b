select title, lead, content, author_line, source_name, source_url from revision where id = $1
