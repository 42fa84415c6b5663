#!/usr/bin/env bash
# sign_and_notarize.sh Longwire.app|FILE.dmg: signs it, has Apple look at it, and fastens Apple's ticket to it.
#
# Without these variables it warns and leaves the file as it is:
#   MACOS_CERTIFICATE            a "Developer ID Application" certificate with its key, .p12 in base64
#   MACOS_CERTIFICATE_PASSWORD   its password
#   APPLE_ID, APPLE_TEAM_ID, APPLE_PASSWORD    for notarisation: account, team, app-specific password
set -euo pipefail
target=$1
entitlements=$(dirname "$0")/entitlements.plist

warn() {
    echo "::warning::$1" >&2
}

if [ -z "${MACOS_CERTIFICATE:-}" ]; then
    warn "$(basename "$target") is not signed: there is no MACOS_CERTIFICATE. macOS will ask before it opens it."
    exit 0
fi

work=$(mktemp -d)
keychain=$work/signing.keychain-db
chains=()
while IFS= read -r line; do
    line=${line#*\"}
    chains+=("${line%\"*}")
done < <(security list-keychains -d user)
finish() {
    security list-keychains -d user -s "${chains[@]}"
    security delete-keychain "$keychain" || true
    rm -rf "$work"
}
trap finish EXIT

secret=$(uuidgen)
base64 --decode <<<"$MACOS_CERTIFICATE" >"$work/certificate.p12"
security create-keychain -p "$secret" "$keychain"
security unlock-keychain -p "$secret" "$keychain"
security import "$work/certificate.p12" -k "$keychain" -P "$MACOS_CERTIFICATE_PASSWORD" -T /usr/bin/codesign
security set-key-partition-list -S apple-tool:,apple: -s -k "$secret" "$keychain" >"$work/partitions.txt"
security list-keychains -d user -s "$keychain" "${chains[@]}"
identity=$(security find-identity -v -p codesigning "$keychain" | awk 'NR == 1 { print $2 }')

sign() {
    codesign --force --timestamp --options runtime --keychain "$keychain" --sign "$identity" "$@"
}

case $target in
    *.app)
        # From the inside outwards: a signature seals what lies below it.
        find "$target/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 |
            while IFS= read -r -d '' file; do sign "$file"; done
        find "$target/Contents/Frameworks" -type d -name '*.framework' -prune -print0 |
            while IFS= read -r -d '' file; do sign "$file"; done
        find "$target/Contents/Frameworks" -maxdepth 1 -type f -perm -u+x -print0 |
            while IFS= read -r -d '' file; do sign "$file"; done
        find "$target/Contents/MacOS" -type f -print0 |
            while IFS= read -r -d '' file; do sign --entitlements "$entitlements" "$file"; done
        sign --entitlements "$entitlements" "$target"
        codesign --verify --deep --strict "$target"
        upload=$work/upload.zip
        ditto -c -k --keepParent "$target" "$upload"
        ;;
    *)
        sign "$target"
        upload=$target
        ;;
esac

if [ -z "${APPLE_ID:-}" ]; then
    warn "$(basename "$target") is signed but not notarised: there is no APPLE_ID. macOS will ask before it opens it."
    exit 0
fi
xcrun notarytool submit "$upload" --wait \
    --apple-id "$APPLE_ID" --team-id "$APPLE_TEAM_ID" --password "$APPLE_PASSWORD"
xcrun stapler staple "$target"
