#!/usr/bin/env bash
# Installs what the tests need of Debian or Ubuntu and is not there yet; without the right to, it says what to install.
set -euo pipefail

need=()
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || need+=(postgresql)
command -v chromium >/dev/null || need+=(chromium)
command -v setpriv >/dev/null || need+=(util-linux)
command -v soffice >/dev/null || need+=(libreoffice-writer-nogui)
[[ "$(fc-list 2>/dev/null)" == *Tinos* ]] || need+=(fonts-croscore)
((${#need[@]})) || exit 0
if ((EUID != 0)); then
  echo "Thiếu: sudo apt install ${need[*]} (these packages are missing)." >&2
  exit 1
fi
apt-get update -q
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${need[@]}"
