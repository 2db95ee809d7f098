#!/bin/sh
# Installs what test/support/consumers.txt has and is missing, where that is possible: Debian's packages
# on Debian and its kin, as root; Nodes from npm. Where it is not, the tests that need it are skipped and
# say so.
set -eu

list=$(dirname "$0")/../test/support/consumers.txt
nodes=${XDG_CACHE_HOME:-$HOME/.cache}/jaco-pkg-tests
case $(uname -m) in aarch64 | arm64) arch=arm64 ;; *) arch=x64 ;; esac

# A package of npm is its Node, nothing else of it is kept.
fetch_node() { # PROGRAM PACKAGE
  folder=$(mktemp -d)
  mkdir -p "$nodes"
  echo "Fetching $2 from npm, once"
  npm pack --silent --fetch-retries=0 --pack-destination "$folder" "$2" >/dev/null 2>&1 &&
    tar -xzf "$folder"/*.tgz -C "$folder" package/bin/node &&
    mv "$folder/package/bin/node" "$nodes/$1" || echo "Not installed: npm has no $2 here, or it failed"
  rm -rf "$folder"
}

here() {
  case $1 in
    /*) [ -e "$1" ] ;;
    *) PATH=$PATH:$nodes command -v "$1" >/dev/null 2>&1 ;;
  esac
}

missing=
while read -r program package; do
  case $program in '' | '#'*) continue ;; esac
  here "$program" && continue
  case $package in
    -) ;;
    npm:*) fetch_node "$program" "$(echo "${package#npm:}" | sed "s/ARCH/$arch/")" ;;
    *) missing="$missing $package" ;;
  esac
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
