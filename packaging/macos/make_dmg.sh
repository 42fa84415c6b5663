#!/usr/bin/env bash
# make_dmg.sh Longwire.app FILE.dmg: a disk image with the app beside a link to Applications, to be dragged onto it.
set -euo pipefail
app=$1
image=$2

staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT
# Unlike cp, ditto keeps links and signatures as they are.
ditto "$app" "$staging/$(basename "$app")"
ln -s /Applications "$staging/Applications"
hdiutil create -volname "$(basename "$app" .app)" -srcfolder "$staging" -fs HFS+ -format UDZO -ov "$image"
