select slug, name, count(*) as articles from article_tag where site_id = $1 group by slug, name order by slug, articles desc, name
