-- $3: how the content of what is wanted names it; empty for all.
select a.id, a.section_id, a.published_at, r.title, r.lead
from article a join revision r on r.id = a.published_revision_id
where a.site_id = $1 and a.withdrawn_at is null and ($3 = '' or r.content like $3)
order by a.published_at desc, a.id desc limit $2
