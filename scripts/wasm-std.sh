#!/usr/bin/env bash
# Builds the browser's standard library from Debian's Rust sources, for machines where rustup can download nothing.
# Needs: rustc-web cargo-web rust-web-src lld-19 (scripts/setup.sh installs them). About one minute on two cores.
set -euo pipefail

sysroot=$(/usr/bin/rustc --print sysroot)
target_lib="$sysroot/lib/rustlib/wasm32-unknown-unknown/lib"
sources="$sysroot/lib/rustlib/src/rust"
[ -d "$sources/library" ] || sources=$(dirname "$(find /usr/lib/rustlib/src /usr/src -maxdepth 3 -type d -name library 2>/dev/null | head -n 1)")

if compgen -G "$target_lib/libstd-*.rlib" >/dev/null && [ "$(cat "$target_lib/.made-by" 2>/dev/null)" = "$(/usr/bin/rustc --version)" ]; then
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -rL "$sources/library" "$work/library"
cp "$sources/Cargo.lock" "$work/" 2>/dev/null || true
# Debian's vendor folder lacks a dev-dependency; the registry has them all.
rm -rf "$work/library/vendor"
cd "$work/library/sysroot"
RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 __CARGO_DEFAULT_LIB_METADATA=stablestd \
  RUSTFLAGS="-Zforce-unstable-if-unmarked -Cembed-bitcode=yes" CARGO_TARGET_DIR="$work/target" \
  /usr/bin/cargo build --release --target wasm32-unknown-unknown --features panic-unwind

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
as_root mkdir -p "$target_lib"
as_root cp "$work"/target/wasm32-unknown-unknown/release/deps/*.rlib "$target_lib/"
bin="$sysroot/lib/rustlib/x86_64-unknown-linux-gnu/bin"
as_root mkdir -p "$bin"
as_root ln -sf /usr/lib/llvm-19/bin/lld "$bin/rust-lld"
# Written last: a run cut off half-way starts this step again.
/usr/bin/rustc --version | as_root tee "$target_lib/.made-by" >/dev/null
