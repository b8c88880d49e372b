select a.slug from slug_redirect d join article a on a.id = d.article_id where d.site_id = $1 and d.slug = $2
