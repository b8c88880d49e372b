select distinct a.site_id, a.slug, a.corrected_at
from change_log c join article a on a.id = c.subject_id
where c.seq > $1 and c.subject = 'article' and a.corrected_at is not null and a.published_revision_id is not null and a.withdrawn_at is null
