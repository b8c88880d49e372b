select abbreviations from site order by id
