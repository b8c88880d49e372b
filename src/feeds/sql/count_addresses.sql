select count(*) as articles, coalesce(max(coalesce(a.corrected_at, a.published_at)), 0) as changed_at
from article a
where a.site_id = $1 and a.published_revision_id is not null and a.withdrawn_at is null
