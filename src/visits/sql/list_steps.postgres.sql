select seq, body from node_step where node = $1 and seq > $2 order by seq
