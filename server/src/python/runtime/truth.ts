/** What counts as true: empty containers, zero and None are false; instances by `__bool__` or `__len__`. */
import { boundsOf } from "../../shape/index.ts";
import type { Machine } from "../../interp/machine.ts";
import type { DictValue, InstanceValue, Value } from "../../interp/values.ts";
import { callMethod, findInClass, mayHaveMore } from "./lookup.ts";

export function truth(machine: Machine, value: Value): boolean | undefined {
  switch (value.kind) {
    case "none":
    case "undefined":
      return false;
    case "bool":
      return value.value;
    case "int": {
      if (typeof value.size === "number") return value.size !== 0;
      const { min, max } = boundsOf(value.size);
      return min > 0 || max < 0 ? true : undefined;
    }
    case "float":
      return value.value === undefined ? undefined : value.value !== 0;
    case "str":
      return value.value === undefined ? undefined : value.value !== "";
    case "tuple":
      return value.items.length > 0;
    case "list":
    case "set":
      return value.items.length > 0 ? true : value.rest === undefined ? false : undefined;
    case "dict":
      return dictTruth(value);
    case "range":
      return rangeTruth(value.start, value.stop, value.step);
    case "function":
    case "builtin":
    case "method":
    case "class":
    case "module":
    case "ellipsis":
    case "slice":
    case "dtype":
    case "iterator":
    case "descriptor":
    case "super":
      return true;
    case "instance":
      return instanceTruth(machine, value);
    case "unknown":
    case "open":
    case "tensor":
      return undefined;
  }
}

/** PyTorch, NumPy and TensorFlow refuse where there are several values: then none of them is the answer. */
export function askTruth(machine: Machine, value: Value): void {
  if (value.kind === "tensor") callMethod(machine, value, "__bool__");
}

function dictTruth({ entries, rest }: DictValue): boolean | undefined {
  const all = [...entries.values()];
  if (all.some((entry) => entry.maybe !== true)) return true;
  return all.length > 0 || rest !== undefined ? undefined : false;
}

function rangeTruth(start: unknown, stop: unknown, step: unknown): boolean | undefined {
  if (typeof start !== "number" || typeof stop !== "number" || typeof step !== "number") return undefined;
  return step > 0 ? start < stop : start > stop;
}

function instanceTruth(machine: Machine, value: InstanceValue): boolean | undefined {
  if (findInClass(value.class, "__bool__") !== undefined) {
    const answer = callMethod(machine, value, "__bool__");
    return answer === undefined ? undefined : truth(machine, answer);
  }
  if (value.payload !== undefined) return truth(machine, value.payload);
  if (findInClass(value.class, "__len__") !== undefined) {
    const length = callMethod(machine, value, "__len__");
    return length === undefined ? undefined : truth(machine, length);
  }
  return mayHaveMore(value) ? undefined : true;
}
