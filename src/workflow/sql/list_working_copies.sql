-- The title as it was typed stands in the fields. `seen`: whether it is one that $2 may still see, as in find_piece.sql.
select w.piece_id, w.version, w.fields, (select count(*) from article a where a.id = w.piece_id) as pieces,
  (select count(*) from article a where a.id = w.piece_id and a.site_id = $1 and (a.author_id = $2 or a.assigned_id = $2 or exists (
    select 1 from account_grant g where g.account_id = $2 and g.site_id = a.site_id and g.role in ('editor', 'publisher')
      and (g.section_id is null or g.section_id = a.section_id or g.section_id = (select parent_id from section where id = a.section_id))))) as seen
from working_copy w where w.site_id = $1 and w.account_id = $2 order by w.version desc
