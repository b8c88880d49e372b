select (select count(*) from article where section_id = $1) + (select count(*) from revision where section_id = $1)
  + (select count(*) from block where section_id = $1) + (select count(*) from home_part where section_id = $1) + (select count(*) from account_grant where section_id = $1)
  + (select count(*) from section where parent_id = $1)
