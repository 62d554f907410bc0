/** Methods of lists and tuples. Whatever changes a list writes its slots through the heap. */
import type { Machine } from "../../interp/machine.ts";
import { constantInt, none, unknown } from "../../interp/values.ts";
import type { ListValue, Value } from "../../interp/values.ts";
import { addMethods, type Method, type MethodCall } from "./calls.ts";
import { listClass, tupleClass } from "./classes.ts";
import { contains } from "./compare.ts";
import { equals } from "./equality.ts";
import { deleteItem, getItem, setItem } from "./items.ts";
import { joinAll, payloadOf } from "./lookup.ts";
import { intOrAny } from "./numbers.ts";
import { appended } from "./sequences.ts";
import { sortItems } from "./sort.ts";
import { bool } from "../../interp/values.ts";

interface ListCall extends MethodCall {
  readonly list: ListValue;
}

/** A method of a list; unknown where the object turns out not to be one. */
function onList(run: (call: ListCall) => Value): Method {
  return (call) => {
    const list = payloadOf(call.self);
    return list.kind === "list" ? run({ ...call, list }) : unknown;
  };
}

function assign(machine: Machine, list: ListValue, items: readonly Value[], rest: Value | undefined): void {
  machine.heap.assign(list, "items", items);
  if (rest !== list.rest) machine.heap.assign(list, "rest", rest);
}

/** Any number of any of these. */
function blur(machine: Machine, list: ListValue, values: readonly Value[]): void {
  assign(machine, list, [], values.length === 0 ? undefined : joinAll(machine, values));
}

function allOf({ items, rest }: ListValue): readonly Value[] {
  return rest === undefined ? items : [...items, rest];
}

function append({ machine, list, args: [item] }: ListCall): Value {
  if (item === undefined) return unknown;
  if (list.rest === undefined) machine.heap.assign(list, "items", [...list.items, item]);
  else machine.heap.assign(list, "rest", machine.join(list.rest, item));
  return none;
}

function extend({ machine, list, args: [more] }: ListCall): Value {
  const [items, rest] = appended(
    machine,
    list,
    more === undefined ? { items: [], rest: unknown } : machine.iterate(more),
  );
  assign(machine, list, items, rest);
  return none;
}

function insert({ machine, list, args: [index, item] }: ListCall): Value {
  const at = index === undefined ? undefined : constantInt(index);
  if (item === undefined) return unknown;
  const { items, rest } = list;
  const position =
    at === undefined ? undefined : at < 0 ? (rest === undefined ? Math.max(0, at + items.length) : undefined) : at;
  if (position === undefined || (rest !== undefined && position > items.length))
    blur(machine, list, [...allOf(list), item]);
  else machine.heap.assign(list, "items", [...items.slice(0, position), item, ...items.slice(position)]);
  return none;
}

function pop(call: ListCall): Value {
  const { machine, list, args } = call;
  const index: Value = args[0] ?? { kind: "int", size: -1 };
  const item = getItem(machine, list, index);
  if (item !== undefined) deleteItem(machine, list, index);
  return item ?? unknown;
}

function remove({ machine, list, args: [item] }: ListCall): Value {
  const at = item === undefined ? undefined : position(machine, list, item);
  if (at !== undefined && at >= 0)
    machine.heap.assign(
      list,
      "items",
      list.items.filter((_, i) => i !== at),
    );
  else if (at === undefined) blur(machine, list, allOf(list));
  return none;
}

/** Where an equal item stands first; -1 if nowhere, `undefined` if not known. */
function position(
  machine: Machine,
  { items, rest }: { readonly items: readonly Value[]; readonly rest?: Value | undefined },
  item: Value,
): number | undefined {
  for (const [i, candidate] of items.entries()) {
    const same = candidate === item ? true : equals(machine, candidate, item);
    if (same === true) return i;
    if (same === undefined) return undefined;
  }
  return rest === undefined ? -1 : undefined;
}

function index({ machine, self, args }: MethodCall): Value {
  const sequence = payloadOf(self);
  const [item] = args;
  if ((sequence.kind !== "list" && sequence.kind !== "tuple") || item === undefined) return unknown;
  const at = args.length > 1 ? undefined : position(machine, sequence, item);
  return at === undefined || at < 0 ? machine.anyInt({ min: 0 }) : intOrAny(machine, at);
}

function count({ machine, self, args: [item] }: MethodCall): Value {
  const sequence = payloadOf(self);
  if ((sequence.kind !== "list" && sequence.kind !== "tuple") || item === undefined) return unknown;
  const answers = sequence.items.map((candidate) => equals(machine, candidate, item));
  const isExact = !answers.includes(undefined) && (sequence.kind === "tuple" || sequence.rest === undefined);
  return isExact ? intOrAny(machine, answers.filter((a) => a === true).length) : machine.anyInt({ min: 0 });
}

function reverse({ machine, list }: ListCall): Value {
  if (list.rest === undefined) machine.heap.assign(list, "items", list.items.toReversed());
  else blur(machine, list, allOf(list));
  return none;
}

function sort({ machine, list, named }: ListCall): Value {
  if (list.rest !== undefined) blur(machine, list, allOf(list));
  else machine.heap.assign(list, "items", sortItems(machine, list.items, named.get("key"), named.get("reverse")));
  return none;
}

/** `list(...)` run again on an object: what `super().__init__(items)` does. */
function initialise({ machine, list, args: [source] }: ListCall): Value {
  const { items, rest } = source === undefined ? { items: [], rest: undefined } : machine.iterate(source);
  assign(machine, list, items, rest);
  return none;
}

function length({ machine, self }: MethodCall): Value {
  const sequence = payloadOf(self);
  if (sequence.kind !== "list" && sequence.kind !== "tuple") return machine.anyInt({ min: 0 });
  const { items } = sequence;
  return sequence.kind === "list" && sequence.rest !== undefined
    ? machine.anyInt({ min: items.length })
    : intOrAny(machine, items.length);
}

/** Special methods by name, for subclasses that call them through `super()`. */
const special: Readonly<Record<string, Method>> = {
  __len__: length,
  __getitem__: ({ machine, self, args: [at] }) =>
    at === undefined ? unknown : (getItem(machine, payloadOf(self), at) ?? unknown),
  __contains__: ({ machine, self, args: [item] }) =>
    bool(item === undefined ? undefined : contains(machine, payloadOf(self), item)),
  __iter__: ({ machine, self }) => ({
    kind: "iterator",
    rest: undefined,
    ...machine.iterate(payloadOf(self)),
    born: machine.heap.stamp(),
  }),
};

export function installLists(): void {
  addMethods(listClass, {
    ...special,
    __init__: onList(initialise),
    __setitem__: ({ machine, self, args: [at, item] }) => {
      if (at !== undefined && item !== undefined) setItem(machine, payloadOf(self), at, item);
      return none;
    },
    __delitem__: ({ machine, self, args: [at] }) => {
      if (at !== undefined) deleteItem(machine, payloadOf(self), at);
      return none;
    },
    append: onList(append),
    extend: onList(extend),
    insert: onList(insert),
    pop: onList(pop),
    remove: onList(remove),
    clear: onList(({ machine, list }) => {
      assign(machine, list, [], undefined);
      return none;
    }),
    copy: onList(({ machine, list }) => machine.list(list.items, list.rest)),
    reverse: onList(reverse),
    sort: onList(sort),
    index,
    count,
  });
  addMethods(tupleClass, { ...special, index, count });
}
