-- Titles alone are shown: what stands behind a text in its row would have the whole text read.
-- By the address they have or had.
select a.slug, r.title, r.lead, s.slug as section_slug, s.name as section_name, a.published_at, cast(null as uuid) as cover_id, '' as focus
from article a join revision r on r.id = a.published_revision_id join section s on s.id = a.section_id
where a.site_id = $1 and a.withdrawn_at is null and (a.slug = $2
  or a.id in (select m.article_id from slug_redirect m where m.site_id = $1 and m.slug = $2))
order by case when a.slug = $2 then 0 else 1 end limit 1
