#!/bin/sh
# Installs sayso from a release: sh install.sh [FOLDER], by default ~/.local/bin. The checksum has to agree.
# SAYSO_RELEASE is the address of the folder of a release; the release workflow writes its own here.
set -eu
release=${SAYSO_RELEASE:-@RELEASE@}
folder=${1:-$HOME/.local/bin}
case $folder in /*) ;; *) folder=$PWD/$folder ;; esac
case $release in @*) echo "install.sh: say where the release is: SAYSO_RELEASE=https://…" >&2; exit 2 ;; esac
case $(uname -s)-$(uname -m) in
  # One program for every Linux: it needs no library.
  Linux-x86_64) target=x86_64-unknown-linux-musl ;;
  Linux-aarch64 | Linux-arm64) target=aarch64-unknown-linux-musl ;;
  Darwin-x86_64) target=x86_64-apple-darwin ;;
  Darwin-arm64) target=aarch64-apple-darwin ;;
  *) echo "install.sh: there is no program for $(uname -s) on $(uname -m); with Rust: cargo install --path . in the repository" >&2; exit 2 ;;
esac
file=sayso-$target.tar.gz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for name in "$file" "$file.sha256"; do
  if command -v curl >/dev/null; then curl -fsSL -o "$name" "$release/$name"; else wget -qO "$name" "$release/$name"; fi \
    || { echo "install.sh: $release/$name cannot be had; nothing was installed" >&2; exit 1; }
done
if command -v sha256sum >/dev/null; then sha256sum -c "$file.sha256" >/dev/null; else shasum -a 256 -c "$file.sha256" >/dev/null; fi \
  || { echo "install.sh: $file is not what its checksum says; nothing was installed" >&2; exit 1; }
tar -xzf "$file"
mkdir -p "$folder"
# Beside it first, so that a program that runs is replaced whole.
cp "sayso-$target/sayso" "$folder/.sayso.new" && mv "$folder/.sayso.new" "$folder/sayso"
echo "$("$folder/sayso" --version) is in $folder"
case :$PATH: in *":$folder:"*) ;; *) echo "It is not on your path: add $folder to PATH." ;; esac
