/** The command line as one file, bundled from the sources as they stand, with stubs read as Python: what a built one does, without a build. */
import { build } from "esbuild";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
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

  runProgram({
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
  }, process.argv.slice(2)).then((code) => { process.exitCode = code; });
`;

/** Writes it into the folder; answers where it is. */
export async function bundleCli(folder) {
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
  return outfile;
}
