#!/usr/bin/env bash
# What a machine with a GPU has to show, for docs/probe.md: the probe on CUDA (PyTorch and, where TensorFlow sees the GPU, Keras), and TensorFlow.js on a real
# adapter by WebGPU. Prints a transcript; fails if the device that ran is none.
#
#   scripts/probe/on-a-gpu.sh [PYTHON with CUDA's PyTorch] [PYTHON with Keras]
set -uo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
torch=${1:-python3}
keras=${2:-$torch}
cd "$root"
[ -f dist/cli.cjs ] || npm run build
failed=0

# show FILE, what must have run, further arguments
show() {
  local file=$1 wanted=$2
  shift 2
  printf '\n$ shapeline probe %s %s\n' "$(basename "$file")" "$*"
  node dist/cli.cjs probe "$file" "$@" || true
  node dist/cli.cjs probe "$file" "$@" --format json | node -e '
    const report = JSON.parse(require("fs").readFileSync(0, "utf8") || "{}");
    const { device, counts } = report;
    const good = device?.ran === process.argv[1] && device.gpu === true && device.software === false && counts.contradicted === 0;
    console.log(good ? `OK: ${device.name}` : `NOT SHOWN: ${device?.ran ?? report.summary}`);
    process.exit(good ? 0 : 1);' "$wanted" || failed=1
}

models=test/probe/models
for file in resnet_blocks unet_small transformer_encoder gru_regressor wrong_skip; do
  show "$models/torch/$file.py" cuda --device auto --python "$torch"
done
show "$models/torch/resnet_blocks.py" cuda --device cuda --backward --python "$torch"
for file in functional_resnet text_lstm; do
  show "$models/keras/$file.py" cuda --device auto --python "$keras"
done
for file in cnn.ts two-inputs.mjs; do
  show "$models/tfjs/$file" webgpu --device auto
done
exit $failed
