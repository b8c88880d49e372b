#!/usr/bin/env bash
# Measurements, one line a figure: bench NAME VALUE UNIT higher|lower GOAL DETAIL
set -euo pipefail
cd "$(dirname "$0")/.."
# Our own crate is optimised here as `make dist` does, but for the linking: the usual build does without, for a quicker rebuild.
say() { printf 'bench: %s\n' "$*"; }
say "the program, optimised in full (about 6 minutes where something has changed)"
cargo build --quiet --release --features ssr --bin congdan --config 'profile.release.package.congdan.opt-level=3'
mkdir -p target/bench
cp target/release/congdan target/bench/congdan
export CONGDAN_BINARY=target/bench/congdan
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
