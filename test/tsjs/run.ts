/** Runs a snippet of JavaScript in the interpreter, without any library, and turns what comes out into plain values. */
import { Interpreter } from "../../server/src/interp/interpreter.ts";
import type { ModuleValue, Value } from "../../server/src/interp/values.ts";
import { lowerSource } from "../../server/src/tsjs/lower/module.ts";
import { javaScript } from "../../server/src/tsjs/runtime/index.ts";
import { loadTypeScript } from "../../server/src/tsjs/syntax.ts";

const typescript = await loadTypeScript();
const language = javaScript({ tensorNames: new Set(["matMul"]), globalModules: new Map() });

export interface Run {
  readonly machine: Interpreter;
  readonly value: (name: string) => Value | undefined;
}

/** `files` are modules by the very specifier that imports them. */
export function run(text: string, files: Readonly<Record<string, string>> = {}): Run {
  const source = { path: "/main.ts", name: "__main__", language: "javascript", project: true, text } as const;
  const loaded = new Map<string, ModuleValue>();
  const load = (specifier: string): ModuleValue | undefined => {
    const known = loaded.get(specifier);
    const file = files[specifier];
    if (known !== undefined || file === undefined) return known;
    const path = `/${specifier.replace("./", "")}.ts`;
    return machine.runModule(
      lowerSource(typescript, file, path),
      { ...source, path, name: specifier, text: file },
      false,
      (module) => loaded.set(specifier, module),
    );
  };
  const machine: Interpreter = new Interpreter(
    {
      resolveModule: (_, name) => load(name),
      languageOf: () => language,
      stopped: () => false,
      tensorClass: () => undefined,
      isHarmless: () => false,
      namedTuple: (_, __, items) => machine.list(items),
    },
    source,
    2_000_000,
  );
  let main: ModuleValue | undefined;
  machine.runModule(lowerSource(typescript, text, source.path), source, false, (module) => (main = module));
  return { machine, value: (name) => main?.environment.variables.get(name) };
}

/** A plain value; what is not known is the symbol of that name. */
export function plain(value: Value | undefined, depth = 0): unknown {
  if (value === undefined || depth > 8) return Symbol.for("unknown");
  switch (value.kind) {
    case "none":
      return null;
    case "undefined":
      return undefined;
    case "bool":
    case "str":
    case "float":
      return value.value ?? Symbol.for("unknown");
    case "int":
      return typeof value.size === "number" ? value.size : Symbol.for("unknown");
    case "list":
      return value.rest === undefined ? value.items.map((item) => plain(item, depth + 1)) : Symbol.for("unknown");
    case "dict": {
      if (value.rest !== undefined) return Symbol.for("unknown");
      const entries = [...value.entries.values()].map(({ key, value: each }) => [
        key.kind === "str" ? key.value : "?",
        plain(each, depth + 1),
      ]);
      return Object.fromEntries(entries) as unknown;
    }
    default:
      return Symbol.for(value.kind);
  }
}
