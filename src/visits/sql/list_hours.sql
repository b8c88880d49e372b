select hour, visits, views from visit_hour where site_id = $1 and hour between $2 and $3 order by hour
