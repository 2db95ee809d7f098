#!/bin/sh
# After an installation or upgrade:
#   deb     configure OLD-VERSION, or abort-* when another step failed
#   rpm     number of installed versions: 1 new, 2 upgrade
#   apk     VERSION; also as post-upgrade, with NEW and OLD version
# The same is right in all of them: systemd reads the unit anew. Whether the service is enabled and
# running stays as it was; a first start is the administrator's decision.
set -e

if command -v systemctl >/dev/null 2>&1; then
  # Fails where systemd is installed and does not run, as in a container; then nothing is stale.
  systemctl daemon-reload >/dev/null 2>&1 || :
fi
