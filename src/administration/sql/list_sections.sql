-- As a tree: each section with the ones below it behind it.
select s.id, s.slug, s.name, s.description, s.in_menu, p.id as parent_id, coalesce(c.articles, 0) as articles from section s
left join section p on p.id = s.parent_id
left join (select section_id, count(*) as articles from article where site_id = $1 group by section_id) c on c.section_id = s.id
where s.site_id = $1
order by coalesce(p.position, s.position), coalesce(p.id, s.id), case when p.id is null then 0 else 1 end, s.position, s.id
