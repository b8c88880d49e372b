select whole_seq, whole from node where name = $1
