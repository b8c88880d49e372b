select t.name as table_name, c.name as column_name, lower(c.type) as native, c.pk as key_position
from sqlite_master t join pragma_table_xinfo(t.name) c
where t.type = 'table' and substr(t.name, 1, 7) <> 'sqlite_' and c.hidden = 0
