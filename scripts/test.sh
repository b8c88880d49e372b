#!/usr/bin/env bash
# Every test: Rust on SQLite and PostgreSQL, then the browser on the release build.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/postgres.sh cargo test --release --features ssr
scripts/postgres.sh npx --no-install playwright test --config end2end/playwright.config.ts
