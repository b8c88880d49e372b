-- As a tree: each section with the ones below it behind it. The number is that of what readers find there: an index alone answers it.
select s.id, s.slug, s.name, s.description, s.in_menu, p.id as parent_id,
  (select count(*) from article a where a.section_id = s.id and a.published_revision_id is not null and a.withdrawn_at is null) as articles
from section s
left join section p on p.id = s.parent_id
where s.site_id = $1
order by coalesce(p.position, s.position), coalesce(p.id, s.id), case when p.id is null then 0 else 1 end, s.position, s.id
