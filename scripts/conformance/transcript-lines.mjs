/** The transcripts of test/ops as torch-ops.py replays them: `written`, as plain data, and `mutants`, calls near them. */
import { build } from "esbuild";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const transcripts = fileURLToPath(new URL("../../test/ops/", import.meta.url));

const { outputFiles } = await build({
  stdin: {
    contents: `export * from "./torch-op-lines.ts"; export * from "./torch-op-mutants.ts";`,
    resolveDir: fileURLToPath(new URL("./", import.meta.url)),
    loader: "ts",
  },
  bundle: true,
  write: false,
  format: "esm",
  platform: "node",
  logLevel: "error",
});
const code = Buffer.from(outputFiles[0].contents).toString("base64");
const { replayLines, mutants: near } = await import(`data:text/javascript;base64,${code}`);

const names = readdirSync(transcripts).filter((name) => name.endsWith(".md"));
export const written = replayLines(
  Object.fromEntries(names.map((name) => [name, readFileSync(`${transcripts}${name}`, "utf8")])),
);

const isFirst = (line, index, lines) => line.place !== lines[index - 1]?.place;

/** So many calls near the lines of each operation. */
export const mutants = (each, seed) => near(written.lines.filter(isFirst), each, seed);
