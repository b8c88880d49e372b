#!/usr/bin/env bash
# Measurements, one line a figure: bench NAME VALUE UNIT higher|lower GOAL DETAIL
set -euo pipefail
cd "$(dirname "$0")/.."
say() { printf 'bench: %s\n' "$*"; }
# What is carried to servers is measured: optimised as a whole it renders a page in seven tenths of the time of the usual build, which
# serves for the small dose.
if [ -z "${QUICK:-}" ]; then
  say "the program as make dist makes it (about ten minutes where something has changed)"
  cargo build --quiet --profile dist --features ssr --bin congdan
  export CONGDAN_BINARY=target/dist/congdan
fi
# Beside peers from the package registries; QUICK=1 is a small dose of these alone.
scripts/bench-setup.sh
[ -n "${QUICK:-}" ] || cargo bench --quiet --no-run --features ssr --config 'profile.bench.package.congdan.opt-level=3'
node benches/peers/all.mjs
if [ -n "${QUICK:-}" ]; then exit 0; fi
# What several nodes cost and how soon they agree.
scripts/postgres.sh node benches/peers/nodes.mjs
node benches/bytes.mjs
node benches/newsroom.mjs
node benches/editor.mjs
node benches/lighthouse.mjs
# Search over as many articles as a province has in years; the folder goes when it is done.
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
target/release/congdan demo --data "$data" --articles 150000 >/dev/null
# What Tantivy leaves to be compiled by its user is part of our own crate: optimised as `make dist` does.
scripts/postgres.sh cargo bench --quiet --features ssr --bench search --config 'profile.bench.package.congdan.opt-level=3' -- "$data"
