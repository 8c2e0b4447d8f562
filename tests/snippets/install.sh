#!/usr/bin/env bash
# The programs that samples are run with, from the distribution's packages (Debian, Ubuntu), the grammars that parse the
# languages that are not run, and strace, which makes writing fail. What is there already is left alone.
set -euo pipefail
cd "$(dirname "$0")/../.."

packages=(curl wget httpie python3-requests python3-venv nodejs php-cli php-curl ruby golang-go openjdk-17-jdk-headless
  mono-mcs mono-runtime libmono-system-net-http4.0-cil libmono-system-net-http-webrequest4.0-cil gcc libcurl4-openssl-dev
  libwww-perl r-base-core r-cran-httr strace)
has() { command -v "$1" >/dev/null 2>&1; }
all() {
  for program in curl wget http node php ruby go gofmt javac mcs mono gcc curl-config Rscript strace; do
    has "$program" || return 1
  done
  perl -MLWP::UserAgent -e1 2>/dev/null && php -r 'exit(extension_loaded("curl") ? 0 : 1);' &&
    Rscript -e 'library(httr)' >/dev/null 2>&1
}
if ! all; then
  as_root=(); [ "$(id -u)" = 0 ] || as_root=(sudo)
  # A machine may have a newer Node.js of its own.
  has node && packages=("${packages[@]/nodejs}")
  "${as_root[@]}" apt-get update -q
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -q --no-install-recommends ${packages[@]}
fi

python=target/snippets/python
grammars=(powershell kotlin swift objc)
if ! "$python/bin/python" -c 'import requests, tree_sitter, tree_sitter_powershell, tree_sitter_kotlin, tree_sitter_swift, tree_sitter_objc' 2>/dev/null; then
  mkdir -p target/snippets
  python3 -m venv "$python"
  "$python/bin/pip" install -q requests tree-sitter "${grammars[@]/#/tree-sitter-}"
fi
