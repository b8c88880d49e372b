select c.relname::text as table_name, a.attname::text as column_name, t.typname::text as native,
  coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0)::bigint as key_position
from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
left join pg_index i on i.indrelid = c.oid and i.indisprimary
where n.nspname = current_schema() and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
