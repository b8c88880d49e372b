select site_id, id from article where stage = 'scheduled' and scheduled_at <= $1 order by scheduled_at limit 100
