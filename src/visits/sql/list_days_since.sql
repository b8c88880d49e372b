select site_id, day, visits from visit_day where day >= $1
