select m.id, m.kind, m.name, m.uploaded_by, coalesce(a.display_name, '') as uploader
from media m left join account a on a.id = m.uploaded_by
where m.site_id = $1 and m.id = $2
