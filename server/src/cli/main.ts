/** Entry of the command line: hands the process's streams, files and environment to the program. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import pico from "picocolors";
import { nodeFiles, realPath } from "../host/node-files.ts";
import { findPackageFolders } from "../host/python-environment.ts";
import { shippedStubs } from "../host/shipped-stubs.ts";
import { createProber } from "../probe/run/prober.ts";
import type { Host } from "./host.ts";
import { runProgram } from "./program.ts";

/** The folder of the built files; run from the sources, the folder above this one. */
const built = existsSync(join(import.meta.dirname, "stubs")) ? import.meta.dirname : join(import.meta.dirname, "..");
const slashed = (path: string): string => path.replaceAll("\\", "/");

function kindOf(path: string): "file" | "folder" | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  return stats.isDirectory() ? "folder" : "file";
}

/** Pages lie in one folder in a build, beside their rules in the sources. */
function readPage(rule: string): string | undefined {
  const folder = join(built, "rules");
  const page = readdirSync(folder, { recursive: true, encoding: "utf8" }).find(
    (path) => slashed(path).split("/").at(-1) === `${rule}.md`,
  );
  return page === undefined ? undefined : readFileSync(join(folder, page), "utf8");
}

function readVersion(): string {
  const manifest = [join(built, "../package.json"), join(built, "../../package.json")].find((path) => existsSync(path));
  if (manifest === undefined) return "unknown";
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string };
  return version;
}

const host: Host = {
  workingFolder: slashed(process.cwd()),
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
  colour: pico.isColorSupported && (process.stdout.isTTY || "FORCE_COLOR" in process.env),
  columns: process.stdout.isTTY ? process.stdout.columns : 100,
  files: nodeFiles,
  readBytes: (path) => readFileSync(path),
  writeBytes: (path, bytes) => {
    writeFileSync(path, bytes);
  },
  kindOf,
  now: () => performance.now(),
  stubs: shippedStubs(slashed(join(built, "stubs"))),
  sitePackages: (folder) => findPackageFolders({ files: nodeFiles, variables: process.env, realPath }, folder, ""),
  input: () => readFileSync(0, "utf8"),
  prober: () => createProber({ files: nodeFiles, variables: process.env, realPath }, join(built, "probe")),
  version: readVersion(),
  scripts: async () => (await import("../host/scripts.ts")).loadScriptSupport(),
  page: readPage,
};

// A reader that has seen enough, such as `head`, closes the pipe.
process.stdout.on("error", (fault: NodeJS.ErrnoException) => {
  if (fault.code === "EPIPE") process.exit(process.exitCode);
  throw fault;
});
void runProgram(host, process.argv.slice(2)).then((code) => (process.exitCode = code));
