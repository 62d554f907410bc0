/**
 * `npm run conformance -- --python <python of an environment with PyTorch>`: replays every transcript line of test/ops
 * under PyTorch. Fails on any disagreement that allow-torch.txt does not name, and on a name there that is not needed.
 * Then calls.mjs does the same with generated calls of everything public, and writes the coverage page.
 * With `--mutants 20 --seed 1` it replays so many calls near each line instead, and only lists where the two differ.
 */
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("./", import.meta.url));
const transcripts = fileURLToPath(new URL("../../test/ops/", import.meta.url));

const option = (name, otherwise) => {
  const place = process.argv.indexOf(name);
  return place < 0 ? otherwise : (process.argv[place + 1] ?? otherwise);
};

const { outputFiles } = await build({
  stdin: {
    contents: `export * from "./torch-op-lines.ts"; export * from "./torch-op-mutants.ts";`,
    resolveDir: here,
    loader: "ts",
  },
  bundle: true,
  write: false,
  format: "esm",
  platform: "node",
  logLevel: "error",
});
const code = Buffer.from(outputFiles[0].contents).toString("base64");
const { replayLines, mutants } = await import(`data:text/javascript;base64,${code}`);

const names = readdirSync(transcripts).filter((name) => name.endsWith(".md"));
const files = Object.fromEntries(names.map((name) => [name, readFileSync(`${transcripts}${name}`, "utf8")]));
const written = replayLines(files);
const isFirst = (line, index, lines) => line.place !== lines[index - 1]?.place;
const each = Number(option("--mutants", "0"));
const given =
  each === 0
    ? written
    : { lines: mutants(written.lines.filter(isFirst), each, Number(option("--seed", "1"))), left: 0, mutants: true };
const { status, error } = spawnSync(option("--python", "python3"), [`${here}torch-ops.py`], {
  input: JSON.stringify(given),
  stdio: ["pipe", "inherit", "inherit"],
});
if (error !== undefined) throw error;
process.exitCode = status ?? 1;
// Then whole calls, through the stubs, as programs write them.
if (each === 0) {
  const rest = spawnSync(process.execPath, [`${here}calls.mjs`, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exitCode = Math.max(process.exitCode, rest.status ?? 1);
}
