delete from visit_begun where begun < $1
