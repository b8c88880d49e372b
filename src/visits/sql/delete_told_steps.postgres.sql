delete from node_step where node = $1 and seq <= $2
