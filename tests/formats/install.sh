#!/usr/bin/env bash
# Parsers and schemas that tests/formats.rs reads reports with, into target/formats: Python packages, the npm package `xliff`, the
# OASIS schema of SARIF 2.1.0 (out of the crate serde-sarif) and the JUnit schema of Jenkins (out of pytest's source distribution).
# What is there already is left alone.
set -euo pipefail
cd "$(dirname "$0")/../.."
into=$PWD/target/formats
mkdir -p "$into"

if ! cmp -s tests/formats/requirements.txt "$into/requirements.txt"; then
  rm -rf "$into/venv"
  python3 -m venv "$into/venv"
  "$into/venv/bin/pip" install --quiet --disable-pip-version-check -r tests/formats/requirements.txt
  cp tests/formats/requirements.txt "$into/requirements.txt"
fi

if [ ! -f "$into/junit-10.xsd" ]; then
  rm -rf "$into/pytest" && mkdir "$into/pytest"
  "$into/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --no-binary :all: --no-build-isolation \
    --dest "$into/pytest" pytest==8.4.2
  tar -xzf "$into"/pytest/pytest-*.tar.gz -C "$into/pytest"
  cp "$into"/pytest/pytest-*/testing/example_scripts/junit-10.xsd "$into/junit-10.xsd"
fi

if [ ! -f "$into/sarif-schema-2.1.0.json" ]; then
  rm -rf "$into/sarif" && mkdir -p "$into/sarif/src"
  touch "$into/sarif/src/lib.rs"
  cat >"$into/sarif/Cargo.toml" <<'MANIFEST'
[package]
name = "schema"
version = "0.0.0"
edition = "2021"
[workspace]
[dependencies]
serde-sarif = "=0.8.0"
MANIFEST
  cargo fetch --quiet --manifest-path "$into/sarif/Cargo.toml"
  cargo metadata --format-version 1 --manifest-path "$into/sarif/Cargo.toml" >"$into/sarif/metadata.json"
  python3 - "$into" <<'PYTHON'
import json, pathlib, shutil, sys
into = pathlib.Path(sys.argv[1])
packages = json.loads((into / "sarif/metadata.json").read_text())["packages"]
manifest = next(package["manifest_path"] for package in packages if package["name"] == "serde-sarif")
shutil.copy(pathlib.Path(manifest).parent / "src/schema.json", into / "sarif-schema-2.1.0.json")
PYTHON
fi

if command -v npm >/dev/null 2>&1 && [ ! -d "$into/node/node_modules/xliff" ]; then
  mkdir -p "$into/node"
  npm install --silent --no-audit --no-fund --prefix "$into/node" xliff@6.4.0
fi
