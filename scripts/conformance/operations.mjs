/**
 * `npm run conformance:operations -- --python <python of an environment with PyTorch> --each 2000 --seed 1`: so many calls near
 * the transcript lines of each operation, an argument or two changed in each, run by PyTorch and by the operation alone. Fails
 * where a shape is wrong, where something is told that runs, and on a refusal that allow-mutants.txt has no reason for.
 * With `--write` it writes docs/operations-run.md.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { operationsPage } from "./operations-page.mjs";
import { mutants } from "./transcript-lines.mjs";

const { values: options } = parseArgs({
  options: {
    python: { type: "string", default: "python3" },
    each: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    write: { type: "boolean", default: false },
  },
});
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const { status, stdout, error } = spawnSync(options.python, [path("torch-ops.py")], {
  input: JSON.stringify({ near: true, lines: mutants(Number(options.each), Number(options.seed)) }),
  encoding: "utf8",
  maxBuffer: 1 << 28,
  stdio: ["pipe", "pipe", "inherit"],
});
if (error !== undefined || status !== 0) throw error ?? new Error(`torch-ops.py ended with ${status}`);
const said = stdout.trimEnd().split("\n");
const { version, operations } = JSON.parse(said.pop());
for (const line of said) console.log(line);

const totals = {};
for (const counts of Object.values(operations))
  for (const [kind, count] of Object.entries(counts)) totals[kind] = (totals[kind] ?? 0) + count;
const list = Object.entries(totals).map(([kind, count]) => `${count} ${kind}`);
console.log(`PyTorch ${version}: ${Object.keys(operations).length} operations: ${list.join(", ")}`);
if (options.write) {
  const allowed = readFileSync(path("allow-mutants.txt"), "utf8");
  writeFileSync(
    path("../../docs/operations-run.md"),
    operationsPage({ version, operations, totals, options, allowed }),
  );
}
process.exitCode = ["wrong", "told, runs", "not foretold"].some((kind) => totals[kind] > 0) ? 1 : 0;
