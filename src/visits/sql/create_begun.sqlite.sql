insert into visit_begun (site_id, token, begun)
select unhex(value ->> 'site'), value ->> 'token', value ->> 'begun' from json_each($1) where true
on conflict (site_id, token) do update set begun = excluded.begun
where visit_begun.begun < excluded.begun - $2
returning site_id, token
