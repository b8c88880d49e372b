select d.slug, a.slug as target, r.title from slug_redirect d join article a on a.id = d.article_id
join revision r on r.id = coalesce(a.published_revision_id, a.work_revision_id)
where d.site_id = $1 order by d.slug limit 200
