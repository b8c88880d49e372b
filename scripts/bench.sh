#!/usr/bin/env bash
# Measurements, one line a figure: bench NAME VALUE UNIT higher|lower GOAL DETAIL
set -euo pipefail
cd "$(dirname "$0")/.."
node benches/bytes.mjs
node benches/newsroom.mjs
node benches/lighthouse.mjs
