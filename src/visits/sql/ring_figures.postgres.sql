select pg_notify('congdan', 'figures')
