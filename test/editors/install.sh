#!/bin/sh
# Installs what `pnpm test:editors:more` needs, on a Debian that has not got it.
set -eu
if command -v emacs > /dev/null && command -v vim > /dev/null && [ -d /usr/share/emacs/site-lisp/elpa-src ] && [ -d /usr/share/vim/vimfiles/pack/dist-bundle/opt/ale ]; then exit 0; fi
apt-get update -q
apt-get install -q -y --no-install-recommends emacs-nox elpa-eglot elpa-yaml-mode vim vim-ale
