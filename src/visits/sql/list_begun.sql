select site_id, token, begun from visit_begun where begun >= $1
