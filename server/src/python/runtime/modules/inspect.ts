/** `inspect`: what kind of thing a value is, where that shows. The rest of the module is unknown. */
import { anyBool, bool } from "../../../interp/values.ts";
import type { Value } from "../../../interp/values.ts";
import { namedFunction } from "../calls.ts";
import { harmlessModules } from "./harmless.ts";

function isOfKind(name: string, kind: Value["kind"]): readonly [string, Value] {
  const test = namedFunction(name, ["object"], 1, (_, [value]) =>
    value === undefined || value.kind === "unknown" || value.kind === "open" ? anyBool : bool(value.kind === kind),
  );
  return [name, test];
}

export const inspectModule: ReadonlyMap<string, Value> = new Map([
  ...(harmlessModules.get("inspect") ?? []),
  isOfKind("isfunction", "function"),
  isOfKind("ismethod", "method"),
  isOfKind("isclass", "class"),
  isOfKind("ismodule", "module"),
]);
