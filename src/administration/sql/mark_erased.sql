update publication set erased_at = coalesce(erased_at, $2) where revision_id = $1
