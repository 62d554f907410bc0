/** `shapeline.values`: what bundled stubs need to say that something is not known. */
import { anyBool, anyFloat, anyStr, builtin, unknown } from "../../../interp/values.ts";
import type { Value } from "../../../interp/values.ts";
import { constantInt } from "../../../interp/values.ts";

export const valuesModule: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["unknown", unknown],
  ["any_bool", builtin("any_bool", () => anyBool)],
  ["any_float", builtin("any_float", () => anyFloat)],
  ["any_str", builtin("any_str", () => anyStr)],
  [
    "any_int",
    builtin("any_int", (machine, { positional: [low, high] }) => {
      const min = low === undefined ? undefined : constantInt(low);
      const max = high === undefined ? undefined : constantInt(high);
      return machine.anyInt({ ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) });
    }),
  ],
  ["any_list", builtin("any_list", (machine, { positional: [item] }) => machine.list([], item ?? unknown))],
]);
