delete from revision where article_id = $1
