-- $2: a kind, or empty for all. $3 to $6: words without diacritics, or empty. $7: an album, '-' for none, or empty for all.
select count(*) from media m
where m.site_id = $1 and ($2 = '' or m.kind = $2)
  and ($3 = '' or m.folded like $3 escape '\') and ($4 = '' or m.folded like $4 escape '\')
  and ($5 = '' or m.folded like $5 escape '\') and ($6 = '' or m.folded like $6 escape '\')
  and ($7 = '' or m.album = $7 or ($7 = '-' and m.album = ''))
