#!/usr/bin/env bash
# Prints the PATH to build with: the toolchain that can compile for the browser comes first.
# rustup's, where its target is there; else Debian's, for which scripts/wasm-std.sh builds the browser's standard library.
set -u
target_of() { echo "$("$1" --print sysroot 2>/dev/null)/lib/rustlib/wasm32-unknown-unknown/lib"; }
has_target() { command -v "$1" >/dev/null 2>&1 && compgen -G "$(target_of "$1")/libstd-*.rlib" >/dev/null; }

if has_target rustc && [ "$(command -v rustc)" != /usr/bin/rustc ]; then
  echo "$PATH"
else
  echo "/usr/bin:$PATH"
fi
