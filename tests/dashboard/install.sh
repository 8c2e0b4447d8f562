#!/usr/bin/env bash
# The browser that reports are opened in, from the distribution's packages (Debian, Ubuntu), with letters for its pictures.
# What is there already is left alone.
set -euo pipefail

if ! command -v chromium >/dev/null 2>&1 || ! command -v chromedriver >/dev/null 2>&1; then
  as_root=(); [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -q
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -q --no-install-recommends \
    chromium chromium-driver fonts-noto-core fonts-dejavu-core
fi
