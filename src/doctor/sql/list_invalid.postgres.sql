select 'chỉ mục hỏng: ' || c.relname from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname = current_schema() and not (i.indisvalid and i.indisready)
union all
select 'ràng buộc chưa được kiểm tra: ' || k.conname from pg_constraint k join pg_namespace n on n.oid = k.connamespace
where n.nspname = current_schema() and not k.convalidated
