insert into visit_begun (site_id, token, begun)
select cast(site as uuid), token, begun from json_to_recordset(cast($1 as json)) as batch (site text, token bigint, begun bigint)
on conflict (site_id, token) do update set begun = excluded.begun
where visit_begun.begun < excluded.begun - $2
returning site_id, token
