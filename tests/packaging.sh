#!/usr/bin/env bash
# Builds the packages around a binary (ISOGLOSS_BINARY, by default that of the release build), installs them as users do, each into an
# empty place and without the network, and runs them. Then looks at what the crate holds.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
# The launcher of the npm package would take it too.
given=${ISOGLOSS_BINARY:-target/release/isogloss}
unset ISOGLOSS_BINARY
binary=$given
[ -x "$binary" ] || { echo "no $binary: cargo build --release" >&2; exit 1; }
work=$root/target/packaging
rm -rf "$work"
mkdir -p "$work"

fail() { echo "error: $*" >&2; exit 1; }
skip() {
  [ "${ISOGLOSS_REQUIRE_TOOLCHAINS:-}" != 1 ] || fail "no $1"
  echo "skipped: no $1"
}

# Without the symbols for debugging: they are nine tenths of the release build, and no package has them.
if command -v strip >/dev/null 2>&1; then strip -o "$work/isogloss" "$binary"; else cp "$binary" "$work/isogloss"; fi

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)

# A program that is installed says its version, and finds in the sample what the binary finds.
"$binary" check docs/sample --report concise >"$work/wanted.txt" && fail "the sample has errors" || true
runs() {
  [ "$("$@" --version)" = "isogloss $version" ] || fail "$* says $("$@" --version), Cargo.toml says $version"
  local code=0
  "$@" check "$root/docs/sample" --report concise >"$work/found.txt" || code=$?
  [ "$code" = 1 ] || fail "$* check exited with $code"
  diff <(tail -n 1 "$work/wanted.txt") <(tail -n 1 "$work/found.txt") || fail "$* finds something else"
  code=0
  "$@" check --no-such-option 2>/dev/null || code=$?
  [ "$code" = 2 ] || fail "$* exited with $code where it should with 2"
}

echo "-- packages"
ISOGLOSS_BINARY=$work/isogloss packaging/build.sh "$work/packages"

echo "-- a binary of another version is refused"
printf '#!/bin/sh\necho isogloss 0.0.0\n' >"$work/other" && chmod +x "$work/other"
if ISOGLOSS_BINARY=$work/other packaging/build.sh "$work/none" 2>"$work/said.txt"; then fail "it was packed"; fi
grep -q "Cargo.toml says $version" "$work/said.txt" || fail "$(cat "$work/said.txt")"

echo "-- wheel"
if python3 -m venv "$work/venv" 2>/dev/null; then
  "$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-index "$work"/packages/isogloss-"$version"-*.whl
  runs "$work/venv/bin/isogloss"
  "$work/venv/bin/python" - "$version" <<'PYTHON'
import sys
from importlib.metadata import distribution
wheel = distribution("isogloss")
assert wheel.version == sys.argv[1], wheel.version
names = [str(file) for file in wheel.files]
for end in ("LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY.txt", "man1/isogloss-check.1", "_isogloss", "isogloss.fish"):
    assert any(name.endswith(end) for name in names), (end, names)
assert all(file.locate().exists() for file in wheel.files)
PYTHON
  "$work/venv/bin/pip" uninstall --quiet --yes isogloss
  [ ! -e "$work/venv/bin/isogloss" ] || fail "pip uninstall left the program"
else
  skip "python3 with venv"
fi

echo "-- npm"
if command -v npm >/dev/null 2>&1; then
  mkdir "$work/project"
  cd "$work/project"
  echo '{ "private": true }' >package.json
  # Offline: whatever is asked of a registry fails.
  npm install --silent --no-audit --no-fund --offline "$work"/packages/isogloss-*"-$version.tgz" "$work/packages/isogloss-$version.tgz"
  runs npx --no-install isogloss
  for file in node_modules/isogloss/{LICENSE-MIT,man/isogloss.1} node_modules/isogloss-*/{LICENSE-APACHE,THIRD-PARTY.txt}; do
    [ -s "$file" ] || fail "no $file"
  done
  node -e '
    const main = require("isogloss/package.json");
    const versions = [main.version, ...Object.entries(main.optionalDependencies).map(([name]) => require(name + "/package.json").version),
      ...Object.values(main.optionalDependencies)];
    if (!versions.every((version) => version === process.argv[1]) || versions.length !== 3) throw new Error(versions.join());
  ' "$version"
  # Without the package of its platform the launcher says what to do.
  rm -r node_modules/isogloss-*
  code=0
  npx --no-install isogloss --version 2>"$work/said.txt" || code=$?
  [ "$code" = 2 ] && grep -q "include=optional" "$work/said.txt" || fail "exit code $code: $(cat "$work/said.txt")"
  [ "$(ISOGLOSS_BINARY=$work/isogloss npx --no-install isogloss --version)" = "isogloss $version" ] || fail "ISOGLOSS_BINARY"
  cd "$root"
else
  skip npm
fi

echo "-- crate"
cargo package --list --locked --allow-dirty >"$work/list.txt" 2>/dev/null
for file in Cargo.lock LICENSE LICENSE-MIT LICENSE-APACHE README.md src/main.rs; do
  grep -qx "$file" "$work/list.txt" || fail "the crate lacks $file"
done
# What the sources include must be in, and nothing that is large or not of the repository.
python3 - "$work/list.txt" <<'PYTHON'
import pathlib, re, subprocess, sys
files = set(pathlib.Path(sys.argv[1]).read_text().split("\n")) - {""}
made = {"Cargo.toml.orig", ".cargo_vcs_info.json", "Cargo.lock", "Cargo.toml"}
tracked = set(subprocess.run(["git", "ls-files"], check=True, capture_output=True, text=True).stdout.split("\n"))
foreign = files - made - tracked
untracked = set(subprocess.run(["git", "ls-files", "-o", "--exclude-standard"], check=True, capture_output=True, text=True).stdout.split("\n"))
assert not foreign - untracked, foreign
large = [name for name in files - made if pathlib.Path(name).stat().st_size > 256 * 1024]
assert not large, large
included = 0
for name in files:
    if name.startswith("src/") and name.endswith(".rs"):
        for path in re.findall(r'include_(?:str|bytes)!\(\s*"([^"]+)"', pathlib.Path(name).read_text(encoding="utf-8")):
            found = pathlib.Path(name).parent.joinpath(path).resolve().relative_to(pathlib.Path.cwd())
            if "/tests" in name or found.exists():
                assert str(found) in files, (name, path)
                included += 1
assert included > 50, included
print(f"{len(files)} files, {sum(pathlib.Path(name).stat().st_size for name in files - made) >> 10} KiB, {included} of them included by sources")
PYTHON
echo "packages are well"
