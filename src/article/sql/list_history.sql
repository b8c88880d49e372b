select p.at, p.kind, p.note, r.title, p.hash, p.erased_at, p.note_erased_at from publication p join revision r on r.id = p.revision_id
where p.article_id = $1 order by p.seq desc limit $2 offset $3
