#!/usr/bin/env bash
# Server, then what browsers download. One profile, the same features in the same order: nothing is compiled twice.
set -euo pipefail
cd "$(dirname "$0")/.."
echo "build: server (from nothing about eight minutes on two cores, warm one)"
cargo build --release --features ssr
echo "build: what browsers download (from nothing about six minutes, warm half a minute)"
cargo xtask site
