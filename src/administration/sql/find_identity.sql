select name, short_name, parent, governing_body, responsible, address, phone, email, licence, notice, notice_url, opening_visits
from site where id = $1
