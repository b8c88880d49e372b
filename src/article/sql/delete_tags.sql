delete from article_tag where article_id = $1
