insert into site (id, host, name, short_name, parent, governing_body, responsible, address, phone, email, licence, opening_visits, position, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, (select coalesce(max(position), 0) + 1 from site), $13)
