-- Those beside it: at the top, or below the same section.
select id from section where site_id = $1 and parent_id is not distinct from (select parent_id from section where id = $2)
order by position, id
