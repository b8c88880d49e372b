#!/usr/bin/env bash
# Everything a fresh Debian 12 lacks: toolchain, browser target, linker, npm packages, Chromium, PostgreSQL.
# Each step checks what it should have produced, so it may be run again and again, also after being cut off.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: FAILED: %s\n       %s\n' "$1" "$2" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif has sudo && sudo -n true 2>/dev/null; then sudo "$@"
  elif has sudo && [ -t 0 ]; then sudo "$@"
  else fail "neither root nor sudo" "ask an administrator to run: $*"
  fi
}

apt_updated=
install() { # install WHAT-FOR PACKAGE…
  local what=$1; shift
  has apt-get || fail "$what is missing and this is no Debian" "install by your system's means: $*"
  say "$what: installing $* (up to a minute)"
  if [ -z "$apt_updated" ]; then
    as_root apt-get update -q >/dev/null || fail "apt-get update" "is the package registry reachable?"
    apt_updated=yes
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null \
    || fail "apt-get install $*" "run it by hand to see why"
}

for tool in git curl make cc node npm; do
  has "$tool" || fail "$tool is missing" "install git, curl, make, a C compiler and Node 20"
done
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "Node $(node --version) is too old" "install Node 20 or newer"

# 1. A Rust toolchain with the browser's target: by rustup where it can download, else built from Debian's sources.
rustup_target() {
  has rustup || return 1
  local lib; lib="$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib"
  compgen -G "$lib/libstd-*.rlib" >/dev/null && return 0
  # 1.95 is the oldest that compiles this project.
  rustc --version | awk '{split($2, v, "."); exit !(v[1] > 1 || v[2] >= 95)}' || return 1
  say "browser target by rustup (seconds)"
  timeout 120 rustup target add wasm32-unknown-unknown >/dev/null 2>&1
}
if rustup_target; then
  say "toolchain: $(rustc --version) by rustup"
else
  [ -x /usr/bin/rustc ] && [ -x /usr/bin/cargo ] && [ -d /usr/lib/rustlib/src/rust/library ] && has ld.lld-19 \
    || install "Rust with its sources (rustup can download nothing here)" rustc-web cargo-web rust-web-src rustfmt-web rust-web-clippy lld-19
  if ! compgen -G "$(/usr/bin/rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib/.made-by" >/dev/null; then
    say "browser standard library from Debian's sources (one to two minutes)"
  fi
  scripts/wasm-std.sh >target-setup.log 2>&1 || fail "the browser's standard library" "see target-setup.log"
  rm -f target-setup.log
  say "toolchain: $(/usr/bin/rustc --version) by Debian"
fi
has mold || install "linker" mold
has cargo-clippy || has /usr/bin/cargo-clippy || [ -x "$HOME/.cargo/bin/cargo-clippy" ] || install "linter" rust-web-clippy rustfmt-web

# 2. npm packages, exactly as locked.
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  say "npm packages (a minute)"
  npm ci --no-audit --no-fund --loglevel=error >/dev/null || fail "npm ci" "is the npm registry reachable?"
fi
[ -x node_modules/.bin/esbuild ] || fail "esbuild is not there" "rm -r node_modules and run this again"

# 3. For the tests only.
if [ "${1:-}" != --serve ]; then
  has chromium || has google-chrome || ls "$HOME"/.cache/ms-playwright/chromium-*/INSTALLATION_COMPLETE >/dev/null 2>&1 || install "browser for tests" chromium
  # The same engine without windows: the tests take half the time. Where there is none, the browser does.
  has chromium-headless-shell || ! has chromium || (install "light browser for tests" chromium-headless-shell) || true
  # Judges the HTML of every kind of page.
  has java || install "HTML checker for tests" default-jre-headless
  # Judge feeds and maps: schemas, and how a reader of feeds takes them.
  { has jing && has xmllint && /usr/bin/python3 -c 'import feedparser, jsonschema' 2>/dev/null; } \
    || install "checkers of feeds for tests" jing libxml2-utils python3-feedparser python3-jsonschema
  # The journey in Firefox is left out, with a word, where there is none.
  has firefox-esr || has firefox || ! has apt-get || install "second browser for tests" firefox-esr
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || install "PostgreSQL for tests" postgresql
fi
say "ready"
