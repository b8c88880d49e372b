select tags from revision where id = $1
