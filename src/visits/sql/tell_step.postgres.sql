insert into node_step (node, seq, body) values ($1, $2, $3)
