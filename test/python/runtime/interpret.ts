/** Runs Python text in the interpreter, with the bundled standard library and no other modules. */
import { ModuleLoader } from "../../../server/src/analysis/loader.ts";
import type { SourceModule } from "../../../server/src/interp/environment.ts";
import { Interpreter } from "../../../server/src/interp/interpreter.ts";
import { unknown } from "../../../server/src/interp/values.ts";
import type { ClassValue, Value } from "../../../server/src/interp/values.ts";
import { lowerFile } from "../../../server/src/python/lower/module.ts";
import { nativeModules, pythonLanguage, shapeOfSize } from "../../../server/src/python/runtime/index.ts";
import { parseFile } from "../../../server/src/python/syntax/parse.ts";
import { stubs } from "../../harness/program.ts";

export interface Run {
  readonly machine: Interpreter;
  /** The names of the module when it ended. */
  readonly names: ReadonlyMap<string, Value>;
}

export interface RunOptions {
  /** Names that are bound before the text runs. */
  readonly given?: (machine: Interpreter) => Readonly<Record<string, Value>>;
  /** The class of tensors, by its name in the text. */
  readonly tensorClass?: string;
}

export function run(text: string, options: RunOptions = {}): Run {
  const source: SourceModule = { path: "/main.py", name: "__main__", language: "python", project: true, text };
  const loader = new ModuleLoader({
    language: "python",
    files: { read: () => undefined, isFile: () => false, isFolder: () => false, list: () => [] },
    roots: [],
    stubs,
    installed: { find: () => undefined },
    native: nativeModules,
    lower: () => undefined,
    resolveScript: () => undefined,
    json: () => undefined,
  });
  let names: ReadonlyMap<string, Value> = new Map<string, Value>();
  const machine: Interpreter = new Interpreter(
    {
      resolveModule: (_, name, level, from) => loader.resolve(machine, name, level, from),
      languageOf: () => pythonLanguage,
      stopped: () => false,
      tensorClass: () => classNamed(names, options.tensorClass),
      isHarmless: () => false,
      sizesOf: (it, instance) => shapeOfSize(it, instance),
      namedTuple: (it, fields, items) => pythonLanguage.namedTuple?.(it, fields, items) ?? unknown,
    },
    source,
    2_000_000,
  );
  const ir = lowerFile(parseFile(text), source.path);
  loader.prepare();
  machine.runModule(ir, source, false, ({ environment }) => {
    names = environment.variables;
    for (const [name, value] of Object.entries(options.given?.(machine) ?? {})) environment.variables.set(name, value);
  });
  return { machine, names };
}

function classNamed(names: ReadonlyMap<string, Value>, name: string | undefined): ClassValue | undefined {
  const value = name === undefined ? undefined : names.get(name);
  return value?.kind === "class" ? value : undefined;
}
