/** What a module exports under a name, `require` and `import(…)`. A CommonJS file exports one value, whose properties are its names. */
import type { Machine } from "../../interp/machine.ts";
import { builtin, unknown } from "../../interp/values.ts";
import type { ModuleValue, Value } from "../../interp/values.ts";
import { commonJsExport, dynamicImport } from "../members.ts";

/** Named exports first, then those of CommonJS; a module without a default export is its own, as bundlers have it. */
export function exportedName(machine: Machine, module: ModuleValue, name: string): Value {
  const { exports, environment } = module;
  const { variables } = environment;
  if (exports === undefined) {
    if (name === "default") return module;
    return (
      variables.get(name) ??
      machine.importModule(`${module.name}.${name}`, 0, environment.module) ?? {
        kind: "unknown",
        origin: `${module.name}.${name}`,
      }
    );
  }
  const local = exports.get(name);
  if (local !== undefined) return variables.get(local) ?? unknown;
  const whole = commonJsValue(machine, module);
  if (name === "default") return whole ?? module;
  return whole === undefined ? unknown : (machine.language.getAttribute(machine, whole, name) ?? unknown);
}

export function importedName(machine: Machine, module: ModuleValue, name: string): Value | undefined {
  return module.exports === undefined ? undefined : exportedName(machine, module, name);
}

/** What the file assigned to `module.exports`. */
function commonJsValue(machine: Machine, module: ModuleValue): Value | undefined {
  const local = module.exports?.get(commonJsExport);
  const holder = local === undefined ? undefined : module.environment.variables.get(local);
  return holder === undefined ? undefined : machine.language.getAttribute(machine, holder, "exports");
}

function load(machine: Machine, [specifier]: readonly Value[]): ModuleValue | undefined {
  if (specifier?.kind !== "str" || specifier.value === undefined) return undefined;
  return machine.importModule(specifier.value, 0, machine.frame.module);
}

function unresolved([specifier]: readonly Value[]): Value {
  return specifier?.kind === "str" && specifier.value !== undefined
    ? { kind: "unknown", origin: specifier.value }
    : unknown;
}

export const moduleFunctions: readonly (readonly [string, Value])[] = [
  [
    "require",
    builtin("require", (machine, { positional }) => {
      const module = load(machine, positional);
      return module === undefined ? unresolved(positional) : (commonJsValue(machine, module) ?? module);
    }),
  ],
  [dynamicImport, builtin("import", (machine, { positional }) => load(machine, positional) ?? unresolved(positional))],
];
