#!/usr/bin/env bash
# Builds the packages for this platform into a folder (by default target/packages): a Python wheel and two npm packages.
#
#   packaging/build.sh [FOLDER]
#
# ISOGLOSS_BINARY names a binary that is there already; without it `cargo build --profile dist` makes one. The version is that of
# Cargo.toml, and the binary must say the same. Needs Python 3.9 and, for the npm packages, npm.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-target/packages}
mkdir -p "$out"
out=$(cd "$out" && pwd)

host=$(rustc -vV | sed -n 's/^host: //p')
if [ -z "${ISOGLOSS_BINARY:-}" ]; then
  cargo build --profile dist --locked
  ISOGLOSS_BINARY=${CARGO_TARGET_DIR:-target}/dist/isogloss
  case "$host" in *windows*) ISOGLOSS_BINARY+=.exe ;; esac
fi
binary=$(cd "$(dirname "$ISOGLOSS_BINARY")" && pwd)/$(basename "$ISOGLOSS_BINARY")

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
said=$("$binary" --version)
if [ "$said" != "isogloss $version" ]; then
  echo "error: $binary says \"$said\", Cargo.toml says $version; build it anew" >&2
  exit 1
fi

# What lies beside the binary in every package.
stage=$out/stage
rm -rf "$stage"
mkdir -p "$stage/man" "$stage/completions"
"$binary" man >"$stage/man/isogloss.1"
for command in $("$binary" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
  [ "$command" = help ] || "$binary" man "$command" >"$stage/man/isogloss-$command.1"
done
"$binary" completions bash >"$stage/completions/isogloss.bash"
"$binary" completions zsh >"$stage/completions/_isogloss"
"$binary" completions fish >"$stage/completions/isogloss.fish"
python3 packaging/licenses.py "$host" >"$stage/THIRD-PARTY.txt"
cp LICENSE LICENSE-MIT LICENSE-APACHE README.md "$stage/"

python3 packaging/python/build.py --version "$version" --target "$host" --binary "$binary" --stage "$stage" --out "$out"
if command -v npm >/dev/null 2>&1; then
  node packaging/npm/build.mjs --version "$version" --stage "$stage" --out "$out" --binary "$host=$binary"
else
  echo "no npm: the npm packages were left out" >&2
fi
