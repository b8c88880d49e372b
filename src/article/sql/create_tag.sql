insert into article_tag (article_id, slug, site_id, name) values ($1, $2, $3, $4)
