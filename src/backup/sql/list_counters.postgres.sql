select c.relname::text as table_name, a.attname::text as column_name, coalesce(s.last_value, 0)::bigint as last
from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
join pg_sequences s on quote_ident(s.schemaname) || '.' || quote_ident(s.sequencename)
  = pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname)
where n.nspname = current_schema() and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
