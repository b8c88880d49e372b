select id, abbreviations from site where abbreviations <> '' order by id
