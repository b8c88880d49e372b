#!/usr/bin/env bash
# Format, lints for server and browser, types of the scripts, dependency audit.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo fmt --all --check
cargo fmt --manifest-path benches/peers/maud/Cargo.toml --check
cargo clippy --quiet --release --features ssr --all-targets -- -D warnings
cargo clippy --quiet --profile browser --target wasm32-unknown-unknown --lib --features hydrate -- -D warnings
cargo clippy --quiet --profile browser --target wasm32-unknown-unknown --lib --features hydrate,newsroom -- -D warnings
cargo clippy --quiet --release -p xtask -- -D warnings
npx --no-install tsc --noEmit
npx --no-install prettier --check --log-level warn 'src/**/*.ts' style end2end benches '*.json'
scripts/audit.sh
echo "check: all clean"
