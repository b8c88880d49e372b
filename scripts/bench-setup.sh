#!/usr/bin/env bash
# What `make bench` measures against: nginx, wrk and MariaDB from Debian, bun and ws from npm, a page written by hand,
# Wagtail and Next, apart from the project's own packages.
# Each step looks for what it should have produced, so it may be run again and again.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=target/bench

say() { printf 'bench-setup: %s\n' "$*"; }
fail() { printf 'bench-setup: FAILED: %s\n             %s\n' "$1" "$2" >&2; exit 1; }
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo "$@"
  else fail "neither root nor sudo" "ask an administrator to run: $*"
  fi
}

# 1. Servers and the load tool. Nothing of them is started as a service: each measurement starts its own, with its own folder.
missing=()
has() { [ -x "$1" ] || missing+=("$2"); }
has /usr/sbin/nginx nginx-light
[ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] || missing+=(libnginx-mod-http-brotli-static)
has /usr/bin/wrk wrk
has /usr/sbin/mariadbd mariadb-server
has /usr/bin/taskset util-linux
has /usr/bin/python3 python3
has /usr/bin/strace strace
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null 2>&1 || fail "no Debian" "install by your system's means: ${missing[*]}"
  say "installing ${missing[*]} (up to a minute)"
  as_root apt-get update -q >/dev/null || fail "apt-get update" "is the package registry reachable?"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null \
    || fail "apt-get install ${missing[*]}" "run it by hand to see why"
  # Where packages start their services, those that came just now would take the port and the processor.
  for service in nginx mariadb; do
    case " ${missing[*]} " in *" $service-"*) as_root invoke-rc.d "$service" stop >/dev/null 2>&1 || true ;; esac
  done
fi
say "$(/usr/sbin/nginx -v 2>&1), $(dpkg-query -W -f '${Package} ${Version}' wrk), $(dpkg-query -W -f '${Package} ${Version}' mariadb-server)"

# 2. Websocket servers and a MariaDB client, in a folder of their own.
mkdir -p "$folder"
cat >"$folder/package.json" <<'JSON'
{ "private": true, "dependencies": { "bun": "1.4.5", "ws": "^8.23.0", "mysql2": "^3.24.0" } }
JSON
if [ ! -e "$folder/node_modules/ws/package.json" ] || ! "$folder/node_modules/.bin/bun" --version >/dev/null 2>&1 \
  || [ ! -e "$folder/node_modules/mysql2/package.json" ]; then
  say "npm packages into $folder (seconds)"
  (cd "$folder" && npm install --no-audit --no-fund --loglevel=error >/dev/null) || fail "npm install" "is the npm registry reachable?"
fi
version() { node -p "require('./$folder/node_modules/$1/package.json').version"; }
say "bun $("$folder/node_modules/.bin/bun" --version), ws $(version ws), mysql2 $(version mysql2)"

# 3. The article page as one would write it by hand, optimised in full.
say "the hand-written page in axum and maud into $folder/maud (3 minutes where something has changed)"
CARGO_TARGET_DIR="$folder/maud" cargo build --quiet --release --locked --manifest-path benches/peers/maud/Cargo.toml \
  || fail "cargo build of benches/peers/maud" "is the crates registry reachable?"

# 4. The same articles in Wagtail and in Next, each made anew when what it is made of has changed.
made_of() { find "benches/peers/$1" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum; }
set_up_wagtail() {
  say "Wagtail into $folder/wagtail, and an empty site (2 minutes)"
  local place; place="$PWD/$folder/wagtail"
  [ -x "$place/bin/python" ] || python3 -m venv "$place" || fail "python3 -m venv" "is python3-venv installed?"
  "$place/bin/pip" install --quiet --disable-pip-version-check -r benches/peers/wagtail/requirements.txt \
    || fail "pip install" "is the Python registry reachable?"
  rm -rf "$place/made" "$place"/empty.sqlite*
  mkdir -p "$place/made/migrations"
  touch "$place/made/__init__.py" "$place/made/migrations/__init__.py"
  export PYTHONPYCACHEPREFIX="$place/pycache" PYTHONPATH="$PWD/benches/peers/wagtail:$place" DJANGO_SETTINGS_MODULE=portal.settings
  export PORTAL_DATABASE="$place/empty.sqlite"
  "$place/bin/django-admin" makemigrations --verbosity 0 portal && "$place/bin/django-admin" migrate --verbosity 0 \
    || fail "django-admin migrate" "run scripts/bench-setup.sh again after removing $folder/wagtail"
}
set_up_next() {
  say "Next into $folder/next, built for production (2 minutes)"
  local place="$folder/next"
  mkdir -p "$place"
  rm -rf "$place/.next" "$place/app"
  cp -r benches/peers/next/. "$place"
  (cd "$place" && npm install --no-audit --no-fund --loglevel=error >/dev/null) || fail "npm install of Next" "is the npm registry reachable?"
  (cd "$place" && NEXT_TELEMETRY_DISABLED=1 node_modules/.bin/node node_modules/next/dist/bin/next build >build.log 2>&1) \
    || fail "next build" "$(tail -n 5 "$place/build.log")"
}
for peer in wagtail next; do
  if [ "$(cat "$folder/$peer/made-of" 2>/dev/null)" = "$(made_of "$peer")" ]; then continue; fi
  rm -f "$folder/$peer/made-of"
  if [ -n "${QUICK:-}" ]; then say "$peer is not there: left out of the small dose"; continue; fi
  "set_up_$peer"
  made_of "$peer" >"$folder/$peer/made-of"
done
say "ready"
