-- $4: the version, greater than all before. $10: the one that was found; where another send came first, nothing is written.
insert into working_copy (account_id, piece_id, site_id, version, base, fields, content, schema_version, key)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (account_id, piece_id) do update set version = excluded.version, base = excluded.base, fields = excluded.fields,
  content = excluded.content, schema_version = excluded.schema_version, key = excluded.key
where working_copy.site_id = excluded.site_id and working_copy.version = $10
