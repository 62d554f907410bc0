/** Tensors that may be moved to another device, which copies those that have gaps in memory: what was known of the gaps no longer holds. */
import type { Interpreter } from "../../interp/interpreter.ts";
import { unknown } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";

/** The value itself, with all tensors in it. */
export function elsewhere(it: Interpreter, value: Value = unknown, depth = 0): Value {
  if (depth > 6) return value;
  const inside = (values: Iterable<Value | undefined>): void => {
    for (const each of values) if (each !== undefined) elsewhere(it, each, depth + 1);
  };
  switch (value.kind) {
    case "tensor":
      if (value.type.strides !== undefined) {
        const { strides: _, ...type } = value.type;
        it.heap.assign(value, "type", type);
      }
      break;
    case "tuple":
      inside(value.items);
      break;
    case "list":
      inside([...value.items, value.rest]);
      break;
    case "dict":
      inside([...[...value.entries.values()].map((entry) => entry.value), value.rest]);
      break;
    case "instance":
      inside([...value.attributes.values(), value.payload]);
      break;
    default:
  }
  return value;
}
