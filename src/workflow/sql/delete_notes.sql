delete from note where article_id = $1
