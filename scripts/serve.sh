#!/usr/bin/env bash
# A demo portal with data at http://127.0.0.1:3000; CONGDAN_LISTEN and CONGDAN_DATA change address and folder.
set -euo pipefail
cd "$(dirname "$0")/.."
target/release/congdan demo
exec target/release/congdan serve
