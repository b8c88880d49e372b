-- A file is open to readers while a published revision shows it, and while it is the mark of its site.
select m.id, m.kind, m.name, m.mime, r.format, r.bytes,
  (select count(*) from revision_media u
     join revision v on v.id = u.revision_id
     join article a on a.id = v.article_id and a.published_revision_id = v.id
   where u.media_id = m.id and a.withdrawn_at is null)
    + (select count(*) from site s where s.id = m.site_id and s.mark_id = m.id) as shown,
  (select coalesce(max(a.withdrawn_at), 0) from revision_media u
     join revision v on v.id = u.revision_id
     join article a on a.id = v.article_id and a.published_revision_id = v.id
   where u.media_id = m.id and a.withdrawn_at is not null) as withdrawn_at
from rendition r
join media m on m.id = r.media_id
where m.site_id = $1 and r.hash = $2
order by shown desc, withdrawn_at desc
limit 1
