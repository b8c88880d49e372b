select c.relname::text, k.conname::text from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname = current_schema() and k.contype = 'f' and k.conparentid = 0 and not k.condeferrable
