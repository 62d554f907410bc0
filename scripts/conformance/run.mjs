/**
 * `npm run conformance -- --python <python of an environment with PyTorch>`: replays every transcript line of test/ops
 * under PyTorch. Fails on any disagreement that allow-torch.txt does not name, and on a name there that is not needed.
 */
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("./", import.meta.url));
const transcripts = fileURLToPath(new URL("../../test/ops/", import.meta.url));

const option = process.argv.indexOf("--python");
const python = option < 0 ? "python3" : (process.argv[option + 1] ?? "python3");

const { outputFiles } = await build({
  entryPoints: [`${here}torch-op-lines.ts`],
  bundle: true,
  write: false,
  format: "esm",
  platform: "node",
  logLevel: "error",
});
const code = Buffer.from(outputFiles[0].contents).toString("base64");
const { replayLines } = await import(`data:text/javascript;base64,${code}`);

const names = readdirSync(transcripts).filter((name) => name.endsWith(".md"));
const files = Object.fromEntries(names.map((name) => [name, readFileSync(`${transcripts}${name}`, "utf8")]));
const { status, error } = spawnSync(python, [`${here}torch-ops.py`], {
  input: JSON.stringify(replayLines(files)),
  stdio: ["pipe", "inherit", "inherit"],
});
if (error !== undefined) throw error;
process.exitCode = status ?? 1;
