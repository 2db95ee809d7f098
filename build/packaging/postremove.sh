#!/bin/sh
# After a removal, or after a newer version took over:
#   deb     remove | purge | upgrade VERSION | disappear ... | failed-upgrade, abort-*
#   rpm     number of versions that stay: 0 removal, 1 upgrade
#   apk     VERSION; only a removal
# What the daemon stored in /var/lib/jaco is not the package's, and stays.
set -e

case "${1:-}" in
  upgrade | failed-upgrade | abort-install | abort-upgrade | [1-9]) exit 0 ;;
esac

if command -v systemctl >/dev/null 2>&1; then
  # Fails where systemd is installed and does not run; then nothing is stale.
  systemctl daemon-reload >/dev/null 2>&1 || :
fi
