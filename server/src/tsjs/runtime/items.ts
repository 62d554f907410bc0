/** Reading by key: elements of arrays, characters, properties whose name is computed. */
import { asConstant, boundsOf } from "../../shape/index.ts";
import type { Machine } from "../../interp/machine.ts";
import { anyStr, constantInt, str, undefinedValue, unknown } from "../../interp/values.ts";
import type { OpenValue, Value } from "../../interp/values.ts";
import { itemType, memberType } from "../types.ts";
import { declared } from "./declared.ts";
import { joinAll } from "./natives.ts";
import { tableEntries } from "./objects.ts";
import { textOf } from "./truth.ts";

export function getItem(machine: Machine, object: Value, index: Value): Value | undefined {
  switch (object.kind) {
    case "list":
    case "tuple":
      if (isIndex(index))
        return element(machine, object.items, object.kind === "list" ? object.rest : undefined, index);
      break;
    case "str":
      if (isIndex(index)) return character(object.value, index);
      break;
    case "open":
      return openItem(machine, object, index);
    case "unknown":
      if (object.type !== undefined) return unknownItem(machine, object.type, index);
      break;
    case "tensor":
      break;
    case "none":
    case "undefined":
      return undefined;
    default:
  }
  const key = textOf(machine, index);
  if (key !== undefined) return machine.language.getAttribute(machine, object, key);
  if (object.kind !== "dict") return unknown;
  // Any property may be meant, or none.
  const { certain, others } = tableEntries(object);
  return joinAll(machine, [...certain.map(({ value }) => value), ...others, undefinedValue]);
}

function isIndex(index: Value): boolean {
  return (
    index.kind === "int" ||
    index.kind === "open" ||
    index.kind === "float" ||
    (index.kind === "str" && /^\d+$/.test(index.value ?? ""))
  );
}

function indexOf(index: Value): number | undefined {
  return index.kind === "str" ? Number(index.value) : constantInt(index);
}

function element(machine: Machine, items: readonly Value[], rest: Value | undefined, index: Value): Value {
  const at = indexOf(index);
  if (at !== undefined) {
    if (at < 0) return undefinedValue;
    return items[at] ?? rest ?? undefinedValue;
  }
  if (index.kind === "float" && index.value !== undefined) return undefinedValue;
  const size = index.kind === "int" ? boundsOf(index.size) : undefined;
  const some = rest === undefined ? items : [...items, rest];
  // An index that is not known may be out of range; that it is within is what programs see to.
  if (size !== undefined && size.min > items.length && rest !== undefined) return rest;
  return some.length === 0 ? unknown : joinAll(machine, some);
}

function character(text: string | undefined, index: Value): Value {
  const at = indexOf(index);
  if (text === undefined || at === undefined) return anyStr;
  const found = text[at];
  return found === undefined ? undefinedValue : str(found);
}

/** A part of an argument of an open run, the same one each time. */
function openItem(machine: Machine, object: OpenValue, index: Value): Value {
  if (machine.isOpenTensor(object) || object.derived !== undefined) return unknown;
  const key = index.kind === "int" ? asConstant(index.size) : index.kind === "str" ? index.value : undefined;
  if (index.kind === "str" && key !== undefined)
    return machine.language.getAttribute(machine, object, String(key)) ?? unknown;
  const place = typeof key === "number" ? key : undefined;
  return machine.openPart(object, `[${key === undefined ? "" : String(key)}]`, itemType(object.type, place));
}

/** A part of something that is not known but for its type. */
function unknownItem(machine: Machine, type: string, index: Value): Value {
  const key = textOf(machine, index);
  const part = isIndex(index) ? itemType(type, indexOf(index)) : undefined;
  return declared(machine, unknown, part ?? memberType(type, key ?? "*"));
}
