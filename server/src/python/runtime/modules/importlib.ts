/** `importlib`: a module by a name that is known, as `import` finds it. The rest is unknown. */
import { unknown } from "../../../interp/values.ts";
import type { Value } from "../../../interp/values.ts";
import { namedFunction } from "../calls.ts";
import { harmlessModules } from "./harmless.ts";

/** A name with leading dots is counted from a package, which is not looked for. */
const importModule = namedFunction("import_module", ["name", "package"], 1, (machine, [name]) => {
  const path = name?.kind === "str" ? name.value : undefined;
  if (path === undefined || path.startsWith(".")) return unknown;
  return machine.importModule(path, 0, machine.frame.module) ?? unknown;
});

export const importlibModule: ReadonlyMap<string, Value> = new Map([
  ...(harmlessModules.get("importlib") ?? []),
  ["import_module", importModule],
]);
