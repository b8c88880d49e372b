insert into visit_hour (site_id, hour, visits, views)
select id, $2, $3, $4 from site where id = $1
on conflict (site_id, hour) do update set visits = visit_hour.visits + excluded.visits, views = visit_hour.views + excluded.views
