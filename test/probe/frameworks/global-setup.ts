/**
 * The Python of the framework tests: what SHAPELINE_PROBE_TORCH and SHAPELINE_PROBE_KERAS name, else a virtual environment in .venv-probe, made once from
 * requirements.txt. A framework that cannot be had fails the run and says why; nothing is skipped.
 */
import { execFileSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { env } from "node:process";
import type { TestProject } from "vitest/node";
import { setUpEditor } from "../../../scripts/setup-vscode.mjs";

declare module "vitest" {
  interface ProvidedContext {
    torchPython: string;
    kerasPython: string;
    /** Beside this program there is an adapter in software. */
    swiftShader: string;
    /** The manifest of another one. */
    lavapipe: string;
  }
}

const root = join(import.meta.dirname, "../../..");

export default function setUp(project: TestProject): void {
  project.provide("torchPython", env["SHAPELINE_PROBE_TORCH"] ?? ownEnvironment());
  project.provide("kerasPython", env["SHAPELINE_PROBE_KERAS"] ?? ownEnvironment());
  project.provide("swiftShader", realpathOfLibrary(setUpEditor().chromium));
  const said = execFileSync(join(root, "scripts/probe/lavapipe.sh"), { encoding: "utf8" });
  project.provide("lavapipe", said.trim().split("\n").at(-1) ?? "");
}

/** Debian starts chromium by a script, which stands elsewhere than its libraries. */
function realpathOfLibrary(chromium: string): string {
  const library = "/usr/lib/chromium/chromium";
  return existsSync(library) ? library : realpathSync(chromium);
}

function ownEnvironment(): string {
  const folder = join(root, ".venv-probe");
  const python = join(folder, "bin/python");
  if (existsSync(join(folder, "installed"))) return python;
  const run = (command: string, ...args: string[]): unknown => execFileSync(command, args, { stdio: "inherit" });
  run("python3", "-m", "venv", folder);
  run(python, "-m", "pip", "install", "--quiet", "-r", join(import.meta.dirname, "requirements.txt"));
  run(python, "-c", "import torch, keras");
  run("touch", join(folder, "installed"));
  return python;
}
