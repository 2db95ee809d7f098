#!/bin/sh
# Installs the programs of test/support/consumers.txt that are missing, where that is possible: on
# Debian and its kin, as root. Where it is not, the tests that need them are skipped and say so.
set -eu

list=$(dirname "$0")/../test/support/consumers.txt
missing=
while read -r program package; do
  case $program in '' | '#'*) continue ;; esac
  if [ "$package" != - ] && ! command -v "$program" >/dev/null 2>&1; then
    missing="$missing $package"
  fi
done <"$list"

[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" != 0 ]; then
  echo "Not installed, for want of apt-get or root:$missing"
  exit 0
fi

install() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

echo "Installing what the tests hand packages to:$missing"
apt-get update -qq >/dev/null 2>&1 || :
# shellcheck disable=SC2086  # a list of words
install $missing && exit 0
# One of them cannot be had here; the others can.
for package in $missing; do
  install "$package" || echo "Not installed: apt-get has no $package here, or it failed"
done
