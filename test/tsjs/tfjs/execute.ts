/** Runs a program of the tests with the real library: as a CommonJS module whose `main()` is waited for. */
import { createRequire } from "node:module";
import ts from "typescript";
import { tf } from "../conformance/library.ts";

const load = createRequire(import.meta.url);
const quiet = { log: () => undefined, warn: () => undefined, error: () => undefined };

/** The message with which it ends, or nothing if it runs through. */
export async function execute(name: string, text: string): Promise<string | undefined> {
  const awaited = text.replace(/^(main|run|start|train)\((.*)\)(\.\w+\(.*\))?;$/gm, "await $1($2);");
  const { outputText } = ts.transpileModule(awaited, {
    fileName: "program.ts",
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      allowJs: true,
      esModuleInterop: true,
    },
  });
  const wanted = (module: string): unknown => (module.startsWith("@tensorflow/tfjs") ? tf : load(module));
  const body = `return (async () => { ${outputText.replace(/^"use strict";/, "")}\n})();`;
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the programs are our own
    const run = new Function("require", "exports", "module", "tf", "console", "__filename", body);

    await (run(wanted, {}, { exports: {} }, tf, quiet, name) as Promise<unknown>);
    return undefined;
  } catch (error) {
    return String(error);
  }
}
