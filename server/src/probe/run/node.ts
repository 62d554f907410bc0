/** The Node that a script's probe runs in: a real one, since native modules do not load in an editor's. */
import type { Machine } from "../../host/python-environment.ts";
import process from "node:process";
import { err, ok } from "../../base/result.ts";
import type { Result } from "../../base/result.ts";

/** `named` is the user's own choice. */
export function findNode({ files, variables }: Machine, named: string): Result<string, string> {
  if (named !== "") return files.isFile(named) ? ok(named) : err(`there is no Node at ${named}`);
  const running = process.versions["electron"] === undefined ? [process.execPath] : [];
  const windows = variables["OS"] === "Windows_NT";
  const onPath = (variables["PATH"] ?? variables["Path"] ?? "")
    .split(windows ? ";" : ":")
    .filter((each) => each !== "");
  const candidates = [...running, ...onPath.map((folder) => `${folder}/${windows ? "node.exe" : "node"}`)];
  // An editor's own program is the last resort: it can do the sums, but not load native modules.
  const found = [...candidates, process.execPath].find((path) => files.isFile(path));
  return found === undefined
    ? err("no Node was found on PATH: name one in the setting shapeline.probe.node")
    : ok(found);
}
