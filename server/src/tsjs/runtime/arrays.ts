/** Arrays: what their methods do to items that are known, and what is left to say where their number is not. */
import type { Machine } from "../../interp/machine.ts";
import { anyStr, bool, constantInt, int, str, undefinedValue, unknown } from "../../interp/values.ts";
import type { ListValue, Value } from "../../interp/values.ts";
import { strictlyEqual } from "./compare.ts";
import { joinAll } from "./natives.ts";
import type { Native, Natives } from "./natives.ts";
import { summarize } from "./set-attributes.ts";
import { textOf } from "./truth.ts";

export interface Items {
  readonly items: readonly Value[];
  readonly rest: Value | undefined;
}

/** The items of an array or of what is like one. */
export function itemsOf(machine: Machine, value: Value): Items {
  if (value.kind === "list") return value;
  const { items, rest } = machine.iterate(value);
  return { items, rest };
}

/** Items after items: what follows an unknown number of them is part of it. */
export function appended(machine: Machine, left: Items, right: Items): Items {
  if (left.rest === undefined) return { items: [...left.items, ...right.items], rest: right.rest };
  const further = right.rest === undefined ? right.items : [...right.items, right.rest];
  return { items: left.items, rest: joinAll(machine, [left.rest, ...further]) };
}

export function listFrom(machine: Machine, { items, rest }: Items): ListValue {
  return machine.list(items, rest);
}

function change(machine: Machine, self: Value, { items, rest }: Items): void {
  if (self.kind !== "list") return;
  machine.heap.assign(self, "items", items);
  if (rest !== self.rest) machine.heap.assign(self, "rest", rest);
}

function lengthOf(machine: Machine, { items, rest }: Items): Value {
  return rest === undefined ? int(items.length) : machine.anyInt({ min: items.length });
}

const push: Native = (machine, self, args, { open }) => {
  const after = appended(machine, itemsOf(machine, self), { items: args, rest: open ? unknown : undefined });
  change(machine, self, after);
  return lengthOf(machine, after);
};

const pop: Native = (machine, self) => {
  const { items, rest } = itemsOf(machine, self);
  if (rest === undefined) {
    change(machine, self, { items: items.slice(0, -1), rest });
    return items.at(-1) ?? undefinedValue;
  }
  const any = joinAll(machine, [...items, rest]);
  change(machine, self, { items: [], rest: any });
  return any;
};

const shift: Native = (machine, self) => {
  const { items, rest } = itemsOf(machine, self);
  const [first, ...others] = items;
  change(machine, self, { items: others, rest });
  return first ?? rest ?? undefinedValue;
};

const unshift: Native = (machine, self, args, { open }) => {
  const after = appended(machine, { items: args, rest: open ? unknown : undefined }, itemsOf(machine, self));
  change(machine, self, after);
  return lengthOf(machine, after);
};

const concat: Native = (machine, self, args, { open }) => {
  let all = itemsOf(machine, self);
  for (const arg of args) {
    const isList = arg.kind === "list" || arg.kind === "tuple";
    const unsure = arg.kind === "unknown" || arg.kind === "open";
    all = appended(
      machine,
      all,
      isList ? itemsOf(machine, arg) : unsure ? { items: [], rest: unknown } : { items: [arg], rest: undefined },
    );
  }
  return listFrom(machine, open ? appended(machine, all, { items: [], rest: unknown }) : all);
};

/** A position counted from the end where it is negative; `undefined` where it is not known. */
function position(value: Value | undefined, length: number, absent: number): number | undefined {
  if (value === undefined || value.kind === "undefined") return absent;
  const at = constantInt(value);
  if (at === undefined) return undefined;
  return at < 0 ? Math.max(0, length + at) : Math.min(at, length);
}

const slice: Native = (machine, self, [start, end]) => {
  const { items, rest } = itemsOf(machine, self);
  const from = position(start, items.length, 0);
  const to = position(end, items.length, items.length);
  if (rest === undefined && from !== undefined && to !== undefined) return machine.list(items.slice(from, to));
  const first = start === undefined ? 0 : constantInt(start);
  if (rest !== undefined && end === undefined && first !== undefined && first >= 0)
    return machine.list(items.slice(first), rest);
  const all = rest === undefined ? items : [...items, rest];
  return all.length === 0 ? machine.list([]) : machine.list([], joinAll(machine, all));
};

const splice: Native = (machine, self, [start, count, ...added], { open }) => {
  const { items, rest } = itemsOf(machine, self);
  const from = position(start, items.length, 0);
  const removed = count === undefined ? items.length : constantInt(count);
  if (self.kind !== "list" || rest !== undefined || open || from === undefined || removed === undefined) {
    if (self.kind === "list") summarize(machine, self, joinAll(machine, added.length === 0 ? [unknown] : added));
    return machine.list([], unknown);
  }
  const until = from + Math.max(0, removed);
  change(machine, self, { items: [...items.slice(0, from), ...added, ...items.slice(until)], rest });
  return machine.list(items.slice(from, until));
};

const fill: Native = (machine, self, [value = undefinedValue, start, end]) => {
  const { items, rest } = itemsOf(machine, self);
  const from = position(start, items.length, 0);
  const to = position(end, items.length, items.length);
  const changed = items.map((item, i) =>
    from === undefined || to === undefined ? machine.join(item, value) : i >= from && i < to ? value : item,
  );
  change(machine, self, {
    items: changed,
    rest: rest === undefined ? undefined : from === 0 && end === undefined ? value : machine.join(rest, value),
  });
  return self;
};

const reverse: Native = (machine, self) => {
  const { items, rest } = itemsOf(machine, self);
  const after: Items =
    rest === undefined ? { items: items.toReversed(), rest } : { items: [], rest: joinAll(machine, [...items, rest]) };
  change(machine, self, after);
  return self;
};

const join: Native = (machine, self, [separator]) => {
  const { items, rest } = itemsOf(machine, self);
  const between = separator === undefined || separator.kind === "undefined" ? "," : textOf(machine, separator);
  const parts = items.map((item) => (item.kind === "none" || item.kind === "undefined" ? "" : textOf(machine, item)));
  return rest !== undefined || between === undefined || parts.includes(undefined) ? anyStr : str(parts.join(between));
};

/** The first item that is surely equal; `undefined` in the place of an answer where one may be. */
function indexIn(machine: Machine, { items, rest }: Items, wanted: Value): number | undefined {
  for (const [i, item] of items.entries()) {
    const same = strictlyEqual(machine, item, wanted);
    if (same === true) return i;
    if (same === undefined) return undefined;
  }
  return rest === undefined ? -1 : undefined;
}

const indexOf: Native = (machine, self, [wanted = undefinedValue]) => {
  const at = indexIn(machine, itemsOf(machine, self), wanted);
  return at === undefined ? machine.anyInt({ min: -1 }) : int(at);
};

const includes: Native = (machine, self, [wanted = undefinedValue]) => {
  const at = indexIn(machine, itemsOf(machine, self), wanted);
  return bool(at === undefined ? undefined : at >= 0);
};

const lastIndexOf: Native = (machine, self, [wanted = undefinedValue]) => {
  const { items, rest } = itemsOf(machine, self);
  const at = rest === undefined ? indexIn(machine, { items: items.toReversed(), rest }, wanted) : undefined;
  return at === undefined ? machine.anyInt({ min: -1 }) : int(at < 0 ? -1 : items.length - 1 - at);
};

const at: Native = (machine, self, [index]) => {
  const { items, rest } = itemsOf(machine, self);
  const wanted = index === undefined ? 0 : constantInt(index);
  if (wanted === undefined || (rest !== undefined && (wanted < 0 || wanted >= items.length)))
    return joinAll(machine, rest === undefined ? items : [...items, rest]);
  return items.at(wanted) ?? undefinedValue;
};

const flat: Native = (machine, self, [depth]) => {
  const levels = depth === undefined ? 1 : depth.kind === "float" ? 20 : (constantInt(depth) ?? 1);
  return listFrom(machine, flattened(machine, itemsOf(machine, self), levels));
};

export function flattened(machine: Machine, { items, rest }: Items, levels: number): Items {
  let all: Items = { items: [], rest: undefined };
  for (const item of items) {
    const nested = levels > 0 && (item.kind === "list" || item.kind === "tuple");
    all = appended(
      machine,
      all,
      nested ? flattened(machine, itemsOf(machine, item), levels - 1) : { items: [item], rest: undefined },
    );
  }
  if (rest === undefined) return all;
  const inner =
    rest.kind === "list" && levels > 0
      ? joinAll(machine, [...rest.items, ...(rest.rest === undefined ? [] : [rest.rest])])
      : rest;
  return appended(machine, all, { items: [], rest: rest.kind === "unknown" ? unknown : inner });
}

const keys: Native = (machine, self) => {
  const { items, rest } = itemsOf(machine, self);
  return machine.iterator(
    items.map((_, i) => int(i)),
    rest === undefined ? undefined : machine.anyInt({ min: items.length }),
  );
};

const values: Native = (machine, self) => {
  const { items, rest } = itemsOf(machine, self);
  return machine.iterator(items, rest);
};

const entries: Native = (machine, self) => {
  const { items, rest } = itemsOf(machine, self);
  const pairs = items.map((item, i) => machine.list([int(i), item]));
  return machine.iterator(
    pairs,
    rest === undefined ? undefined : machine.list([machine.anyInt({ min: items.length }), rest]),
  );
};

const copyThen =
  (method: Native): Native =>
  (machine, self, args, call) => {
    const copy = listFrom(machine, itemsOf(machine, self));
    method(machine, copy, args, call);
    return copy;
  };

const replaced: Native = (machine, self, [index, value = undefinedValue]) => {
  const copy = listFrom(machine, itemsOf(machine, self));
  if (index !== undefined) machine.language.setItem(machine, copy, index, value);
  return copy;
};

export const arrayLength: Native = (machine, self) => lengthOf(machine, itemsOf(machine, self));

export const arrayMethods: Natives = {
  pop,
  shift,
  slice,
  fill,
  reverse,
  toReversed: copyThen(reverse),
  toSpliced: copyThen(splice),
  with: replaced,
  join,
  toString: join,
  toLocaleString: () => anyStr,
  indexOf,
  lastIndexOf,
  includes,
  at,
  flat,
  keys,
  values,
  entries,
  subarray: slice,
  set: (_, self) => self,
};

/** Those that can be given a spread of unknown length. */
export const openArrayMethods: Natives = { push, unshift, concat, splice };
