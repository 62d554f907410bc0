/** Runs a program of the tests with the real library: as a CommonJS module whose `main()` is waited for. */
import { createRequire } from "node:module";
import ts from "typescript";
import { embeddedScript, isComponent } from "../../../server/src/tsjs/embedded.ts";
import { tf } from "../conformance/library.ts";

const load = createRequire(import.meta.url);
const quiet = { log: () => undefined, warn: () => undefined, error: () => undefined };

/** As much of the frameworks around a program as lets it run once: effects happen, states are what they were first. */
function frameworks(started: unknown[]): Readonly<Record<string, unknown>> {
  const start = (run: () => unknown): void => void started.push(run());
  return {
    react: {
      __esModule: true,
      default: { createElement: () => null },
      useState: (value: unknown) => [value, () => undefined],
      useEffect: start,
      useMemo: (run: () => unknown) => run(),
      useCallback: (run: unknown) => run,
      useRef: (current: unknown) => ({ current }),
    },
    vue: {
      __esModule: true,
      ref: (value: unknown) => ({ value }),
      shallowRef: (value: unknown) => ({ value }),
      onMounted: start,
    },
    svelte: { __esModule: true, onMount: start },
  };
}
const around: Readonly<Record<string, unknown>> = {
  importScripts: () => undefined,
  self: { postMessage: () => undefined },
  postMessage: () => undefined,
  defineProps: () => ({}),
};

/** The message with which it ends, or nothing if it runs through. */
export async function execute(name: string, text: string): Promise<string | undefined> {
  const script = isComponent(name) ? embeddedScript(text).text : text;
  const awaited = script.replace(/^(main|run|start|train)\((.*)\)(\.\w+\(.*\))?;$/gm, "await $1($2);");
  const { outputText } = ts.transpileModule(awaited, {
    fileName: name.endsWith("x") ? "program.tsx" : "program.ts",
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      allowJs: true,
      esModuleInterop: true,
      jsx: ts.JsxEmit.React,
    },
  });
  const started: unknown[] = [];
  const modules = frameworks(started);
  const exported: { default?: unknown } = {};
  const wanted = (module: string): unknown =>
    module.startsWith("@tensorflow/tfjs") ? tf : (modules[module] ?? load(module));
  const body = `return (async () => { ${outputText.replace(/^"use strict";/, "")}\n})();`;
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the programs are our own
    const run = new Function(
      "require",
      "exports",
      "module",
      "tf",
      "console",
      "__filename",
      ...Object.keys(around),
      body,
    );

    await (run(wanted, exported, { exports: {} }, tf, quiet, name, ...Object.values(around)) as Promise<unknown>);
    // A component that needs nothing is shown once.
    if (name.endsWith(".tsx") && typeof exported.default === "function" && exported.default.length === 0)
      (exported.default as () => unknown)();
    await Promise.all(started);
    return undefined;
  } catch (error) {
    return String(error);
  }
}
