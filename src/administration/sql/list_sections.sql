select s.id, s.slug, s.name, s.description, s.in_menu, coalesce(c.articles, 0) as articles from section s
left join (select section_id, count(*) as articles from article where site_id = $1 group by section_id) c on c.section_id = s.id
where s.site_id = $1 order by s.position, s.id
