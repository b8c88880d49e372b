select site_id, cast(sum(visits) as bigint) as visits from visit_day where day < $1 group by site_id
