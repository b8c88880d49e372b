#!/usr/bin/env bash
# Dependency audit by the rules of deny.toml. Why it may be skipped: docs/decisions/0006-no-advisory-copy.md
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v cargo-deny >/dev/null 2>&1; then
  echo "audit: SKIPPED, cargo-deny is not installed (cargo install --locked cargo-deny)"
elif cargo deny fetch db >/dev/null 2>&1; then
  cargo deny check
  echo "audit: advisories, bans, licences and sources checked"
else
  cargo deny check bans licenses sources
  echo "audit: bans, licences and sources checked; advisories NOT, their database cannot be fetched from here"
fi
