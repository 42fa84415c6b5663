#!/bin/sh
# Packs what `dev.py build` left in build/linux/usr into an AppImage: appimage.sh TREE FILE.AppImage
#
# Needs appimagetool on the path. The release workflow fetches it; it is not in Debian.
set -eu

tree=${1:?the folder with usr/ in it}
file=${2:?the AppImage to write}
app=$(mktemp -d)
trap 'rm -rf "$app"' EXIT

cp -a "$tree/usr" "$app/"
# The unit starts an installed program, which this is not.
rm -rf "$app/usr/lib/systemd"
cp "$app/usr/share/applications/longwire.desktop" "$app/"
cp "$app/usr/share/icons/hicolor/256x256/apps/longwire.png" "$app/"
ln -s longwire.png "$app/.DirIcon"
ln -s usr/lib/longwire/longwire "$app/AppRun"

# Without FUSE, as on the machines of a workflow, the tool unpacks itself.
APPIMAGE_EXTRACT_AND_RUN=1 ARCH=$(uname -m) appimagetool --no-appstream "$app" "$file"
