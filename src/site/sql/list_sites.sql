select id, host, name, opening_visits from site order by position, id
