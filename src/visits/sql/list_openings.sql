select id, opening_visits from site
