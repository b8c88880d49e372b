-- Titles alone are shown: what stands behind a text in its row would have the whole text read.
-- Of the same section first. Where that has few, the newest of the site, so that an article of a small section is no dead end.
-- Twice the length is looked at there: fewer than the length can be of the section, or the first part would have been enough.
select a.slug, r.title, r.lead, s.slug as section_slug, s.name as section_name, a.published_at, cast(null as uuid) as cover_id, '' as focus
from (
  select near.id, 0 as far from (
    select id from article
    where section_id = $1 and id <> $2 and published_revision_id is not null and withdrawn_at is null
    order by published_at desc, id desc limit $3
  ) near
  union all
  select newest.id, 1 as far from (
    select id, section_id from article
    where site_id = $4 and id <> $2 and published_revision_id is not null and withdrawn_at is null
    order by published_at desc, id desc limit $3 * 2
  ) newest where newest.section_id <> $1
) found
join article a on a.id = found.id join revision r on r.id = a.published_revision_id join section s on s.id = a.section_id
order by found.far, a.published_at desc, a.id desc limit $3
