#!/usr/bin/env bash
# Proves that the probe runs on @tensorflow/tfjs-node where its own libtensorflow cannot be fetched: builds the package against the libraries of TensorFlow's
# Python wheel, in a folder of its own, and probes a small network with it.
#
#   scripts/probe/tfjs-node.sh [PYTHON with tensorflow] [FOLDER]
#
# Needs g++, make, python3 and Node's headers (npm_config_nodedir, /usr where Node is the system's). The wheel is TensorFlow 2.20 or newer: those export the C API.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
python=${1:-python3}
folder=$(realpath -m "${2:-$(mktemp -d)}")
version=4.22.0

wheel=$(TF_CPP_MIN_LOG_LEVEL=3 "$python" -c 'import importlib.util, os; print(os.path.dirname(importlib.util.find_spec("tensorflow").origin))')
[ -f "$wheel/libtensorflow_cc.so.2" ] || { echo "no libtensorflow_cc.so.2 in $wheel: this wheel has no C API to link with" >&2; exit 1; }

mkdir -p "$folder"
cd "$folder"
[ -f package.json ] || echo '{ "private": true }' >package.json
npm install --ignore-scripts --no-audit --no-fund "@tensorflow/tfjs-node@$version"

# Its install script downloads nothing where a library of this name is there; what the library is, it does not ask.
deps=node_modules/@tensorflow/tfjs-node/deps
mkdir -p "$deps/lib"
ln -sfn "$wheel/include" "$deps/include"
ln -sfn "$wheel/libtensorflow_cc.so.2" "$deps/lib/libtensorflow.so.2.9.1"
ln -sfn "$wheel/libtensorflow_cc.so.2" "$deps/lib/libtensorflow.so"
ln -sfn "$wheel/libtensorflow_framework.so.2" "$deps/lib/libtensorflow_framework.so"
# The run path is the wheel's own folder: through the links its libraries would look for their neighbours in the wrong place.
export LDFLAGS="-Wl,-rpath,$wheel"
[ -n "${npm_config_nodedir:-}" ] || { [ -f /usr/include/node/node_api.h ] && export npm_config_nodedir=/usr; }
# For this Node's version of the native interface alone; else it is built for all six.
cd node_modules/@tensorflow/tfjs-node
node -e '
  const fs = require("fs");
  const given = JSON.parse(fs.readFileSync("package.json", "utf8"));
  given.binary.napi_versions = [8];
  fs.writeFileSync("package.json", JSON.stringify(given, undefined, 2));'
npx node-pre-gyp rebuild --build-from-source
cd "$folder"

cp "$root/test/probe/models/tfjs/cnn.ts" "$root/test/probe/models/tfjs/two-inputs.mjs" .
for file in cnn.ts two-inputs.mjs; do
  node "$root/dist/cli.cjs" probe "$file" --device tfjs-node
done
node "$root/dist/cli.cjs" probe cnn.ts --device tfjs-node --format json |
  node -e '
    const { device, outcome, outputs, counts } = JSON.parse(require("fs").readFileSync(0, "utf8"));
    if (device.ran !== "tfjs-node" || outcome !== "ran" || outputs[0] !== "(2, 10)" || counts.contradicted > 0) process.exit(1);
    console.log("The probe ran on @tensorflow/tfjs-node: " + device.name);'
