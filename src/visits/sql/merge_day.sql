insert into visit_day (site_id, day, visits, views)
select id, $2, $3, $4 from site where id = $1
on conflict (site_id, day) do update set visits = visit_day.visits + excluded.visits, views = visit_day.views + excluded.views
