update revision set name = $3 where article_id = $1 and number = $2
