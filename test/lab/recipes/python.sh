#!/bin/bash
# Adds Python to a Debian root file system: python.sh ROOT PUBLIC_KEY BASE
set -euo pipefail
root=$1 base=$3
rm -rf "$root"
cp -a "$base" "$root"
DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get -qy install python3 python3-apt
