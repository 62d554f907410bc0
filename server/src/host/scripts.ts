/** TypeScript and JavaScript for a host: the compiler, and what a host's machine and TensorFlow.js bring to it. A build reads the compiler when it is first used. */
import type { ScriptSupport } from "../analysis/index.ts";
import { globalModules, tensorNames } from "../models/tfjs/index.ts";
import { loadTypeScript, scriptSupport } from "../tsjs/index.ts";

export async function loadScriptSupport(): Promise<ScriptSupport> {
  return scriptSupport(await loadTypeScript(), { tensorNames, globalModules });
}
