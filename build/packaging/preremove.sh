#!/bin/sh
# Before a removal, or before a newer version takes over:
#   deb     remove | upgrade VERSION | failed-upgrade VERSION | deconfigure in-favour ...
#   rpm     number of versions that stay: 0 removal, 1 upgrade
#   apk     VERSION; only a removal
set -e

case "${1:-}" in
  upgrade | failed-upgrade | deconfigure | [1-9]) exit 0 ;; # the service keeps running
esac

if command -v systemctl >/dev/null 2>&1; then
  # Fails where systemd does not run, or when the unit is unknown: nothing is left to stop then.
  systemctl --no-reload disable --now jaco.service >/dev/null 2>&1 || :
fi
