select site_id from chain where name = 'audit' union select site_id from audit_entry
