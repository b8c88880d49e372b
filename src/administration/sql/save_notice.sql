update site set notice = $2, notice_url = $3 where id = $1
