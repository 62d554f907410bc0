/** Iteration: the items of any value, in order; `rest` where there is no telling how many. Generators are used up by it. */
import type { Iteration } from "../../interp/language.ts";
import type { Machine } from "../../interp/machine.ts";
import { str, unknown } from "../../interp/values.ts";
import type { InstanceValue, IteratorValue, OpenValue, Value } from "../../interp/values.ts";
import { symbolKey } from "../members.ts";
import { itemType, tupleTypes } from "../types.ts";
import { methodOf } from "./attributes.ts";
import { declared } from "./declared.ts";
import { mapClass, setClass } from "./classes.ts";
import { mayHaveMore } from "./lookup.ts";
import { joinAll, positional } from "./natives.ts";
import { instanceKeys, ownKeys, tableEntries } from "./objects.ts";
import { truth } from "./truth.ts";

const anything: Iteration = { items: [], rest: unknown };
/** Turns that an iterator of the program's own is run ahead. */
const mostTurns = 64;

export function iterate(machine: Machine, value: Value): Iteration | undefined {
  switch (value.kind) {
    case "list":
    case "set":
      return { items: value.items, rest: value.rest };
    case "tuple":
      return { items: value.items };
    case "str":
      return value.value === undefined ? { items: [], rest: str(undefined) } : { items: Array.from(value.value, str) };
    case "iterator":
      return consume(machine, value);
    case "instance":
      return iterateInstance(machine, value);
    case "dict":
      return iterateByMethod(machine, value);
    case "open":
      return { items: [], rest: machine.isOpenTensor(value) ? unknown : openItems(machine, value) };
    case "unknown":
      return declaredItems(machine, value.type);
    case "range":
      return anything;
    default:
      return undefined;
  }
}

/** Those of a tuple, in their places; of an array, any number. */
function declaredItems(machine: Machine, type: string | undefined): Iteration {
  const places = tupleTypes(type);
  if (places !== undefined) return { items: places.map((each) => declared(machine, unknown, each)) };
  return { items: [], rest: declared(machine, unknown, itemType(type, undefined)) };
}

const openItems = (machine: Machine, value: OpenValue): Value =>
  machine.openPart(value, "[]", itemType(value.type, undefined));

function consume(machine: Machine, iterator: IteratorValue): Iteration {
  const { items, rest } = iterator;
  if (items.length > 0) machine.heap.assign(iterator, "items", []);
  return { items, rest };
}

function iterateInstance(machine: Machine, value: InstanceValue): Iteration | undefined {
  const own = iterateByMethod(machine, value);
  if (own !== undefined) return own;
  const isMap = value.class.mro.includes(mapClass);
  if ((isMap || value.class.mro.includes(setClass)) && value.payload?.kind === "dict") {
    const { certain, others } = tableEntries(value.payload);
    const items = certain.map((entry) => (isMap ? machine.list([entry.key, entry.value]) : entry.key));
    if (others.length === 0) return { items };
    const rest = joinAll(machine, others);
    return { items, rest: isMap ? machine.list([unknown, rest]) : rest };
  }
  return mayHaveMore(value) ? anything : undefined;
}

/** By the object's own `[Symbol.iterator]`, which may be a generator. */
function iterateByMethod(machine: Machine, value: Value): Iteration | undefined {
  const make = methodOf(machine, value, symbolKey("iterator")) ?? methodOf(machine, value, symbolKey("asyncIterator"));
  if (make === undefined) return undefined;
  const iterator = machine.call(make, positional());
  if (iterator.kind !== "dict" && iterator.kind !== "instance")
    return machine.language.iterate(machine, iterator) ?? anything;
  return iterateByNext(machine, iterator) ?? anything;
}

function iterateByNext(machine: Machine, iterator: Value): Iteration | undefined {
  const next = methodOf(machine, iterator, "next");
  if (next === undefined) return undefined;
  const items: Value[] = [];
  for (let turn = 0; turn < mostTurns; turn++) {
    const step = machine.call(next, positional());
    if (step.kind === "unknown") return { items, rest: unknown };
    const done = truth(machine, machine.attribute(step, "done"));
    if (done === true) return { items };
    const given = machine.attribute(step, "value");
    if (done === undefined) return { items, rest: joinAll(machine, [...items, given]) };
    items.push(given);
  }
  return { items: [], rest: joinAll(machine, items) };
}

/** What `for … in` goes over. */
export function keys(_: Machine, value: Value): Iteration | undefined {
  switch (value.kind) {
    case "dict":
      return ownKeys(value);
    case "instance":
      return instanceKeys(value);
    case "list":
      return {
        items: value.items.map((_, i) => str(String(i))),
        ...(value.rest === undefined ? {} : { rest: str(undefined) }),
      };
    case "str":
      return value.value === undefined
        ? { items: [], rest: str(undefined) }
        : { items: Array.from(value.value, (_, i) => str(String(i))) };
    case "none":
    case "undefined":
    case "int":
    case "float":
    case "bool":
      return { items: [] };
    case "unknown":
    case "open":
      return { items: [], rest: str(undefined) };
    default:
      return undefined;
  }
}
