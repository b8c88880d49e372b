update revision set is_aside = 0 where article_id = $1 and number = $2 and is_aside = 1
