select name, count(*) as articles from article_tag where site_id = $1 and slug = $2 group by name order by articles desc, name
