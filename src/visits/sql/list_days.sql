select day, visits, views from visit_day where site_id = $1 and day between $2 and $3 order by day
