select count(*) from note where article_id = $1
