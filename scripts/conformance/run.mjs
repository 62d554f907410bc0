/**
 * `npm run conformance -- --python <python of an environment with PyTorch>`: replays every transcript line of test/ops
 * under PyTorch. Fails on any disagreement that allow-torch.txt does not name, and on a name there that is not needed.
 * Then calls.mjs does the same with generated calls of everything public, and writes the coverage page.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { written } from "./transcript-lines.mjs";

const here = fileURLToPath(new URL("./", import.meta.url));
const { values: options } = parseArgs({
  strict: false,
  options: { python: { type: "string", default: "python3" } },
});

const { status, error } = spawnSync(options.python, [`${here}torch-ops.py`], {
  input: JSON.stringify(written),
  stdio: ["pipe", "inherit", "inherit"],
});
if (error !== undefined) throw error;
// Then whole calls, through the stubs, as programs write them.
const rest = spawnSync(process.execPath, [`${here}calls.mjs`, ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = Math.max(status ?? 1, rest.status ?? 1);
