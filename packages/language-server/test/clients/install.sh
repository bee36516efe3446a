#!/bin/sh
# Installs what `pnpm test:editors` needs, on a Debian that has not got it.
set -eu
if command -v "${NVIM:-nvim}" > /dev/null; then exit 0; fi
apt-get update -q
apt-get install -q -y --no-install-recommends neovim
