-- As count_items.sql.
select m.id, m.alt, m.caption, m.credit, m.album, m.created_at from media m
where m.site_id = $1 and ($2 = '' or m.kind = $2)
  and ($3 = '' or m.folded like $3 escape '\') and ($4 = '' or m.folded like $4 escape '\')
  and ($5 = '' or m.folded like $5 escape '\') and ($6 = '' or m.folded like $6 escape '\')
  and ($7 = '' or m.album = $7 or ($7 = '-' and m.album = ''))
order by m.created_at desc, m.id desc limit $8 offset $9
