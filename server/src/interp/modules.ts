/** Modules: running a file's top level, and what importing a name of one finds. */
import { DeferredNames } from "./deferred-names.ts";
import type { Environment, SourceModule } from "./environment.ts";
import { executeBlock } from "./execute.ts";
import type { Frame, Quality } from "./frames.ts";
import type { Interpreter } from "./interpreter.ts";
import type { ImportIR, ModuleIR, Stmt } from "./ir.ts";
import { RaiseSignal } from "./signals.ts";
import { unknown } from "./values.ts";
import type { ModuleValue, Value } from "./values.ts";

export function importsResolved(it: Interpreter, imported: ImportIR): boolean {
  return it.recorder.muted(() => it.importModule(imported.module, imported.level, it.frame.module)) !== undefined;
}

export function importedName(it: Interpreter, module: ModuleValue, name: string): Value {
  const exported = it.ports.languageOf(module.environment.module).importedName?.(it, module, name);
  if (exported !== undefined) return exported;
  it.reads?.note(module.environment, name);
  const value = module.environment.variables.get(name);
  if (value !== undefined) return value;
  const submodule = it.importModule(`${module.name}.${name}`, 0, module.environment.module);
  return submodule ?? (module.environment.variables.has("__getattr__") ? it.attribute(module, name) : unknown);
}

export function importAll(it: Interpreter, module: ModuleValue): void {
  it.reads?.noteAll(module.environment);
  if (module.exports !== undefined) {
    exportAgain(it, module, [...module.exports.keys()]);
    return;
  }
  const listed = module.environment.variables.get("__all__");
  const only =
    listed?.kind === "list" && listed.rest === undefined
      ? new Set(listed.items.map((i) => (i.kind === "str" ? i.value : undefined)))
      : undefined;
  const { variables } = module.environment;
  const names = variables instanceof DeferredNames ? variables.names() : variables.keys();
  for (const name of names) {
    if (only === undefined ? name.startsWith("_") : !only.has(name)) continue;
    const find = (): Value => variables.get(name) ?? unknown;
    const { variables: into } = it.environment;
    if (into instanceof DeferredNames) into.defer(name, () => it.loadLibrary(find));
    else it.heap.set(it.environment, into, name, find());
  }
}

/** JS `export * from`: all but the default, under made-up names. */
function exportAgain(it: Interpreter, module: ModuleValue, names: readonly string[]): void {
  for (const name of names) {
    if (name === "default") continue;
    const local = `*${name}`;
    it.heap.set(it.environment, it.environment.variables, local, importedName(it, module, name));
    if (it.currentModule?.exports?.has(name) === false) exportName(it, name, local);
  }
}

export function exportName(it: Interpreter, exported: string, local: string): void {
  it.currentModule?.exports?.set(exported, local);
}

/** A module in which nothing has run yet. */
export function newModule(it: Interpreter, ir: ModuleIR, source: SourceModule, incomplete: boolean): ModuleValue {
  return {
    kind: "module",
    born: it.heap.stamp(),
    name: source.name,
    path: source.path,
    environment: moduleEnvironment(it, source, ir.locals),
    incomplete,
    ...(ir.language === "javascript" ? { exports: new Map<string, string>() } : {}),
  };
}

/** Runs the statements of a module's top level from one on, as long as they go on; each through `each`. */
export function runTopLevel(
  it: Interpreter,
  module: ModuleValue,
  body: readonly Stmt[],
  start = 0,
  each: (statement: Stmt, execute: () => boolean) => boolean = (_, execute) => execute(),
): void {
  const saved = {
    frame: it.frame,
    environment: it.environment,
    cls: it.classBeingDefined,
    module: it.currentModule,
  };
  it.frame = moduleFrame(it, module.environment.module, it.frame);
  it.environment = module.environment;
  it.classBeingDefined = undefined;
  it.currentModule = module;
  try {
    for (const statement of body.slice(start))
      if (!each(statement, () => executeBlock(it, [statement]) === undefined)) break;
  } catch (signal) {
    // A module whose top level raises keeps the names that it had by then.
    if (!(signal instanceof RaiseSignal)) throw signal;
  } finally {
    it.frame = saved.frame;
    it.environment = saved.environment;
    it.classBeingDefined = saved.cls;
    it.currentModule = saved.module;
  }
}

export function moduleFrame(it: Interpreter, module: SourceModule, caller: Frame | undefined): Frame {
  return {
    caller,
    calledFrom: undefined,
    module,
    function: undefined,
    environment: undefined,
    self: undefined,
    depth: (caller?.depth ?? 0) + 1,
    quality: "known",
    site: undefined,
    mark: it.heap.mark(),
    bornBefore: 0,
    pending: [],
    yielded: [],
    yieldsMaybe: false,
    uncertainBefore: it.uncertain,
    doubtBefore: it.doubt,
    loops: [],
    afterwards: new Map(),
  };
}

/** Runs an entry in a frame of the given quality. */
export function inEntryFrame<T>(it: Interpreter, module: SourceModule, quality: Quality, run: () => T): T {
  const saved = { frame: it.frame, environment: it.environment };
  it.frame = { ...moduleFrame(it, module, undefined), quality };
  it.environment = moduleEnvironment(it, module, new Set());
  try {
    return run();
  } finally {
    it.frame = saved.frame;
    it.environment = saved.environment;
  }
}

export function moduleEnvironment(it: Interpreter, module: SourceModule, locals: ReadonlySet<string>): Environment {
  return {
    kind: "module",
    born: it.heap.stamp(),
    variables: module.definesOnly === true ? new DeferredNames() : new Map<string, Value>(),
    locals,
    outer: undefined,
    module,
    receiver: undefined,
  };
}
