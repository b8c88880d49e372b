select '/chuyen-muc/' || slug as path, cast(0 as bigint) as changed_at from section where site_id = $1
union all
select '/trang/' || slug as path, updated_at as changed_at from page where site_id = $1
order by path
