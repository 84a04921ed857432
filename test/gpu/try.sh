#!/usr/bin/env bash
# Runs the tests of the GPU on SwiftShader, out of Debian's package chromium: fetched and unpacked, not installed. After `npm run build`.
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"
if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
  echo 'This needs apt-get and dpkg-deb: elsewhere name a folder with vk_swiftshader_icd.json in SYNTHPEDES_SWIFTSHADER.' >&2
  exit 2
fi
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
(cd "$folder" && apt-get download chromium chromium-common && for each in *.deb; do dpkg-deb -x "$each" .; done)
cd "$root"
SYNTHPEDES_SWIFTSHADER="$folder/usr/lib/chromium" npx ava 'dist/test/gpu/*.test.js'
