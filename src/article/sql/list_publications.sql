select seq, article_id, revision_id, kind, at, account_id, note, content_hash, hash, erased_at, note_hash, note_salt, note_erased_at
from publication where site_id = $1 and seq > $2 order by seq limit 1000
