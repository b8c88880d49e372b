select value from secret where name = 'second_factor'
