-- Neither older than $2 nor idle since $3, of an account that may sign in.
select s.id, s.account_id, s.step, s.created_at, s.seen_at, s.confirmed_at, a.name, a.display_name
from session s join account a on a.id = s.account_id
where s.hash = $1 and s.created_at > $2 and s.seen_at > $3 and a.disabled_at is null
