insert into article_day (site_id, day, article_id, views)
select site_id, $2, id, $4 from article where site_id = $1 and slug = $3 and published_revision_id is not null and withdrawn_at is null
on conflict (site_id, day, article_id) do update set views = article_day.views + excluded.views
