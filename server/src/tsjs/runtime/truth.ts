/** What counts as true, `typeof`, and the text that a value becomes in a string. */
import { boundsOf } from "../../shape/index.ts";
import type { Machine } from "../../interp/machine.ts";
import { anyStr, str } from "../../interp/values.ts";
import type { InstanceValue, Value } from "../../interp/values.ts";
import { errorClass, isNamespace } from "./classes.ts";
import { findMember } from "./lookup.ts";

export function truth(_: Machine, value: Value): boolean | undefined {
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
      return value.value === undefined ? undefined : value.value !== 0 && !Number.isNaN(value.value);
    case "str":
      return value.value === undefined ? undefined : value.value !== "";
    case "unknown":
    case "open":
      return undefined;
    default:
      return true;
  }
}

export function typeOf(value: Value): Value {
  switch (value.kind) {
    case "undefined":
      return str("undefined");
    case "bool":
      return str("boolean");
    case "int":
    case "float":
      return str("number");
    case "str":
      return str("string");
    case "function":
    case "builtin":
    case "method":
      return str("function");
    case "class":
      return str(isNamespace(value) ? "object" : "function");
    case "unknown":
    case "open":
    case "dtype":
      return anyStr;
    default:
      return str("object");
  }
}

/** `String(value)`; `undefined` where that is not known. */
export function textOf(machine: Machine, value: Value): string | undefined {
  switch (value.kind) {
    case "str":
      return value.value;
    case "none":
      return "null";
    case "undefined":
      return "undefined";
    case "bool":
      return value.value === undefined ? undefined : String(value.value);
    case "int":
      return typeof value.size === "number" ? String(value.size) : undefined;
    case "float":
      return value.value === undefined ? undefined : String(value.value);
    case "list": {
      if (value.rest !== undefined) return undefined;
      const parts = value.items.map((item) =>
        item.kind === "none" || item.kind === "undefined" ? "" : textOf(machine, item),
      );
      return parts.includes(undefined) ? undefined : parts.join(",");
    }
    case "dict":
      return value.rest === undefined && !value.entries.has("stoString") ? "[object Object]" : undefined;
    case "instance":
      return instanceText(machine, value);
    default:
      return undefined;
  }
}

function instanceText(machine: Machine, value: InstanceValue): string | undefined {
  const own = findMember(value.class, "toString");
  if (own?.kind === "function") {
    const answer = machine.call(
      { kind: "method", function: own, self: value },
      { positional: [], named: new Map(), open: false },
    );
    return answer.kind === "str" ? answer.value : undefined;
  }
  if (!value.class.mro.includes(errorClass)) return undefined;
  const message = value.attributes.get("message");
  const name = value.attributes.get("name");
  const called = name === undefined ? value.class.name : name.kind === "str" ? name.value : undefined;
  if (called === undefined || message?.kind !== "str" || message.value === undefined) return undefined;
  return message.value === "" ? called : `${called}: ${message.value}`;
}
