#!/usr/bin/env bash
# Lavapipe, the Vulkan driver in software that comes with Mesa, unpacked into a folder of its own: an adapter for WebGPU on a machine without a GPU. Dawn needs
# Mesa 25 or so: that of Debian 12 (22.3.6) has no dynamic indexing of uniform arrays, and is refused; the one of its backports is taken. The system keeps its own.
# Prints the driver's manifest as the last line.
#
#   scripts/probe/lavapipe.sh [FOLDER]
#   VK_ICD_FILENAMES=$(scripts/probe/lavapipe.sh | tail -1) shapeline probe FILE --device webgpu
#
# Needs Debian's package sources; root only where libraries that the driver is linked with are absent.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(realpath -m "${1:-$root/node_modules/.cache/lavapipe}")
manifest="$folder/lavapipe.json"
if [ -f "$manifest" ]; then echo "$manifest"; exit 0; fi

mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
cd "$folder"
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
# Debian 12 needs the backports; a newer one has what is needed by itself.
[ "$release" = bookworm ] && release=bookworm-backports
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian $release main" >sources.list
apt=(-q -o "Dir::Etc::sourcelist=$folder/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$folder/lists" -o "Dir::Cache=$folder/cache" -o APT::Sandbox::User=)
apt-get "${apt[@]}" update >&2
apt-get "${apt[@]}" download "mesa-vulkan-drivers/$release" >&2
dpkg -x mesa-vulkan-drivers_*.deb unpacked
rm -rf lists cache mesa-vulkan-drivers_*.deb

driver=$(find "$folder/unpacked" -name libvulkan_lvp.so)
absent() { ldd "$driver" | grep "not found" || true; }
if [ -n "$(absent)" ] || ! ldconfig -p | grep -q libvulkan.so.1; then
  apt-get update >&2
  apt-get install -y --no-install-recommends libvulkan1 mesa-vulkan-drivers >&2 # the system's driver is linked with the same libraries
fi
[ -z "$(absent)" ] || { echo "lavapipe cannot be loaded here: $(absent)" >&2; exit 1; }
printf '{ "file_format_version": "1.0.0", "ICD": { "library_path": "%s", "api_version": "1.4.305" } }\n' "$driver" >"$manifest"
echo "$manifest"
