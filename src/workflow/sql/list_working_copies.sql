-- The title as it was typed stands in the fields.
select w.piece_id, w.version, w.fields, (select count(*) from article a where a.id = w.piece_id) as pieces
from working_copy w where w.site_id = $1 and w.account_id = $2 order by w.version desc limit 20
