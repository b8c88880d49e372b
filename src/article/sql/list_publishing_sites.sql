select site_id from chain where name = 'publication' union select site_id from publication
