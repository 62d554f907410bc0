/**
 * A session in the terminal: each line that starts with `$ ` is run in a machine that holds the test's files, and its output follows. Files that a
 * command changes stay changed for the next ones; `$ cat` shows them.
 */
import { pages } from "../pages.ts";
import { filesOf, scripts, sourceFolder, stubs } from "../program.ts";
import type { Host } from "../../../server/src/cli/host.ts";
import { runProgram } from "../../../server/src/cli/program.ts";
import type { FeatureContext } from "./index.ts";

export async function renderConsole({ block, program }: FeatureContext): Promise<string> {
  const commands = block.text.split("\n").filter((line) => line.startsWith("$ "));
  let output = "";
  const disk = new Map(program);
  for (const command of commands) output += `${command}\n${await session(disk, command)}`;
  return output;
}

async function session(program: Map<string, string>, command: string): Promise<string> {
  const written: string[] = [];
  const [name, ...args] = command.slice(2).split(/\s+/);
  if (name === "cat") return program.get(`${sourceFolder}/${args[0] ?? ""}`) ?? "no such file\n";
  if (name !== "shapeline") return `unknown command ${name ?? ""}\n`;
  const code = await runProgram(
    memoryHost(program, (text) => written.push(text)),
    args,
  );
  const text = written
    .join("")
    .replace(/\d+ ms/g, "N ms")
    .replace(/"milliseconds": \d+/g, '"milliseconds": 0');
  return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}exit code ${String(code)}\n`;
}

/** Time stands still here. */
export function memoryHost(program: Map<string, string>, write: (text: string) => void): Host {
  const files = filesOf(program);
  return {
    workingFolder: sourceFolder,
    out: write,
    error: write,
    colour: false,
    columns: 100,
    files,
    readBytes: (path) => {
      const text = program.get(path);
      if (text === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
      return new TextEncoder().encode(text);
    },
    writeBytes: (path, bytes) => {
      program.set(path, new TextDecoder().decode(bytes));
    },
    kindOf: (path) => (files.isFile(path) ? "file" : files.isFolder(path) ? "folder" : undefined),
    now: () => 0,
    stubs,
    scripts: () => Promise.resolve(scripts),
    sitePackages: () => [],
    input: () => "",
    prober: () => ({
      run: () =>
        Promise.resolve({ records: [], ending: { kind: "not-started", reason: "no process here" }, output: "" }),
    }),
    version: "0.0.0",
    page: (rule) => pages.get(rule),
  };
}
