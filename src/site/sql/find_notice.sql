select notice as text, notice_url as url from site where id = $1
