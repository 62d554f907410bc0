/** The command line, bundled from the sources as they stand, with stubs read as Python: what a built one does, without a build. */
import { build } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { pyrightParserOnly } from "../esbuild-pyright.mjs";

const source = fileURLToPath(new URL("../../server/src/", import.meta.url));
const contents = `
  import { readFileSync, statSync } from "node:fs";
  import { stubsInFolder } from "./analysis/stub-folder.ts";
  import { runProgram } from "./cli/program.ts";
  import { nodeFiles } from "./host/node-files.ts";

  function kindOf(path) {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined ? undefined : stats.isDirectory() ? "folder" : "file";
  }

  export const run = (args) => runProgram({
    workingFolder: process.cwd(),
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
    colour: false,
    columns: 120,
    files: nodeFiles,
    readBytes: (path) => readFileSync(path),
    kindOf,
    now: () => performance.now(),
    stubs: stubsInFolder(${JSON.stringify(`${source}models`)}, nodeFiles),
    sitePackages: () => [],
    version: "0",
    page: () => undefined,
  }, args);
`;

const folder = mkdtempSync(join(tmpdir(), "shapeline-"));
const outfile = join(folder, "cli.cjs");
await build({
  stdin: { contents, resolveDir: source, loader: "ts" },
  bundle: true,
  platform: "node",
  format: "cjs",
  outfile,
  plugins: [pyrightParserOnly],
  logLevel: "error",
});
const { run } = (await import(pathToFileURL(outfile).href)).default;
process.exitCode = await run(process.argv.slice(2));
rmSync(folder, { recursive: true });
