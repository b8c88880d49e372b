#!/usr/bin/env bash
# Runs a command with a private PostgreSQL on a free loopback port: CONGDAN_TEST_POSTGRES names it.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
folder=$(mktemp -d)
port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; as=(runuser -u postgres --); else as=(); fi
stop() { "${as[@]}" "$bin/pg_ctl" -D "$folder/db" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap stop EXIT
cd "$folder"
"${as[@]}" "$bin/initdb" -D "$folder/db" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >"$folder/init.log"
"${as[@]}" "$bin/pg_ctl" -D "$folder/db" -l "$folder/log" -w -o "-k $folder -p $port -c listen_addresses=127.0.0.1 -c max_connections=200" start >/dev/null
cd "$OLDPWD"
CONGDAN_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port" "$@"
