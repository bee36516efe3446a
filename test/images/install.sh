#!/bin/sh
# Installs what `pnpm test:images` needs, on a Debian that has not got it.
set -eu
if command -v runc > /dev/null && command -v mmdebstrap > /dev/null; then exit 0; fi
apt-get update -q
apt-get install -q -y --no-install-recommends runc mmdebstrap
