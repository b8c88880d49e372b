select name as table_name, '' as column_name, seq as last from sqlite_sequence
