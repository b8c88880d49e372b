select count(*) from publication where article_id = $1
