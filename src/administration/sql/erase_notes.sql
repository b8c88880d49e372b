update note set quoted = '' where article_id = $1
