select count(*) from revision where article_id = $1
