/**
 * The probe's budgets, measured within one run so that a slow machine does not matter: `npm run bench:probe -- [PYTHON with torch and torchvision]`.
 * ResNet-50 on `meta` against the bare import of PyTorch; a small CNN of TensorFlow.js on WebAssembly.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const cli = join(root, "dist/cli.cjs");
const [python = "python3"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "shapeline-bench-"));
const ROUNDS = 3;

function timed(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** The least time of each. They run in turns, so that what else the machine does meets all alike. */
function least(...runs) {
  const rounds = Array.from({ length: ROUNDS }, () => runs.map(timed));
  return runs.map((_, index) => Math.min(...rounds.map((times) => times[index])));
}

const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

function probe(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "probe", ...args, "--format", "json"], {
    encoding: "utf8",
    cwd: root,
  });
  if (status !== 0) throw new Error(`the probe ended with ${String(status)}: ${stdout.slice(0, 400)}${stderr}`);
  return JSON.parse(stdout);
}

/** How long the command line takes to read and infer the file, without running it. */
const inferring = (file) => () => execFileSync(process.execPath, [cli, "shapes", file], { stdio: "ignore" });

try {
  const resnet = join(folder, "resnet.py");
  writeFileSync(resnet, "import torch\nimport torchvision\nmodel = torchvision.models.resnet50(weights=None)\n");
  const importing = () => execFileSync(python, ["-c", "import torch, torchvision"]);
  importing(); // the files are in memory then
  const probing = () => probe(resnet, "--device", "meta", "--input", "(2, 3, 224, 224)", "--python", python);
  const [bare, whole, inferred] = least(importing, probing, inferring(resnet));
  const more = whole - bare;
  console.log(
    `ResNet-50 on meta: ${seconds(whole)} in all; import torch, torchvision ${seconds(bare)}, reading and inferring ${seconds(inferred)}`,
  );
  console.log(`  more than the import takes: ${seconds(more)}; aim: 2 s`);

  const cnn = join(root, "test/probe/models/tfjs/cnn.ts");
  const loading = () => execFileSync(process.execPath, ["-e", 'require("@tensorflow/tfjs")'], { cwd: root });
  const [script, scriptInferred, library] = least(() => probe(cnn, "--device", "wasm"), inferring(cnn), loading);
  const run = script - scriptInferred;
  console.log(
    `Small CNN of TensorFlow.js: ${seconds(script)} in all, reading and inferring ${seconds(scriptInferred)}`,
  );
  console.log(`  the run itself: ${seconds(run)}, import of the library alone ${seconds(library)}; aim: 1 s`);
  if (more > 2000 || run > 1000) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
