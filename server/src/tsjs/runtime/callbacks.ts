/** Array methods that call a function for each item: it runs for every item that is known, and once for all that are not. */
import type { Machine } from "../../interp/machine.ts";
import { bool, constantNumber, int, undefinedValue, unknown } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";
import { appended, flattened, itemsOf, listFrom } from "./arrays.ts";
import type { Items } from "./arrays.ts";
import { joinAll, perhaps, positional } from "./natives.ts";
import type { Native, Natives } from "./natives.ts";
import { textOf, truth } from "./truth.ts";

/** Items beyond this many are summed up. */
const mostItems = 400;

/** What the function gives for each item, and for any of those whose number is not known. */
function mapped(machine: Machine, self: Value, fn: Value): Items & { readonly source: Items } {
  const source = summed(machine, itemsOf(machine, self));
  const items = source.items.map((item, i) => machine.call(fn, positional(item, int(i), self)));
  const { rest } = source;
  if (rest === undefined) return { items, rest: undefined, source };
  const index = machine.anyInt({ min: items.length });
  return { items, rest: perhaps(machine, () => machine.call(fn, positional(rest, index, self))), source };
}

function summed(machine: Machine, { items, rest }: Items): Items {
  if (items.length <= mostItems) return { items, rest };
  const others = items.slice(mostItems);
  return { items: items.slice(0, mostItems), rest: joinAll(machine, rest === undefined ? others : [...others, rest]) };
}

const map: Native = (machine, self, [fn = undefinedValue]) => listFrom(machine, mapped(machine, self, fn));

const forEach: Native = (machine, self, [fn = undefinedValue]) => {
  mapped(machine, self, fn);
  return undefinedValue;
};

const flatMap: Native = (machine, self, [fn = undefinedValue]) =>
  listFrom(machine, flattened(machine, mapped(machine, self, fn), 1));

const filter: Native = (machine, self, [fn = undefinedValue]) => {
  const { items: tests, rest: restTest, source } = mapped(machine, self, fn);
  let kept: Items = { items: [], rest: undefined };
  source.items.forEach((item, i) => {
    const keep = machine.truth(tests[i] ?? unknown);
    if (keep !== false)
      kept = appended(machine, kept, keep === true ? { items: [item], rest: undefined } : { items: [], rest: item });
  });
  if (source.rest !== undefined && (restTest === undefined || machine.truth(restTest) !== false)) {
    kept = appended(machine, kept, { items: [], rest: source.rest });
  }
  return listFrom(machine, kept);
};

/** Runs until an item is surely found; `perhaps` lists those that may be it. */
function search(
  machine: Machine,
  self: Value,
  fn: Value,
  backwards: boolean,
): { found?: number; perhaps: readonly number[]; source: Items; open: boolean } {
  const source = summed(machine, itemsOf(machine, self));
  const order = source.items.map((_, i) => i);
  const maybe: number[] = [];
  if (source.rest !== undefined && backwards) return { perhaps: order, source, open: true };
  for (const i of backwards ? order.toReversed() : order) {
    const answer = machine.truth(machine.call(fn, positional(source.items[i] ?? unknown, int(i), self)));
    if (answer === true) return { found: i, perhaps: maybe, source, open: false };
    if (answer === undefined) maybe.push(i);
  }
  const { rest } = source;
  if (rest === undefined) return { perhaps: maybe, source, open: false };
  const answer = perhaps(machine, () => machine.call(fn, positional(rest, machine.anyInt({ min: 0 }), self)));
  return { perhaps: maybe, source, open: truth(machine, answer) !== false };
}

const findBy =
  (backwards: boolean): Native =>
  (machine, self, [fn = undefinedValue]) => {
    const { found, perhaps: maybe, source, open } = search(machine, self, fn, backwards);
    const certain = found === undefined ? undefined : source.items[found];
    if (maybe.length === 0 && !open) return certain ?? undefinedValue;
    const candidates = maybe.map((i) => source.items[i] ?? unknown);
    // That nothing is found is what programs rule out.
    return joinAll(machine, [
      ...candidates,
      ...(certain === undefined ? [] : [certain]),
      ...(open && source.rest !== undefined ? [source.rest] : []),
    ]);
  };

const findIndexBy =
  (backwards: boolean): Native =>
  (machine, self, [fn = undefinedValue]) => {
    const { found, perhaps: maybe, open } = search(machine, self, fn, backwards);
    return maybe.length === 0 && !open ? int(found ?? -1) : machine.anyInt({ min: -1 });
  };

const some: Native = (machine, self, [fn = undefinedValue]) => {
  const { found, perhaps: maybe, open } = search(machine, self, fn, false);
  return bool(found !== undefined ? true : maybe.length === 0 && !open ? false : undefined);
};

const every: Native = (machine, self, [fn = undefinedValue]) => {
  const { items, rest } = mapped(machine, self, fn);
  const answers = [...items, ...(rest === undefined ? [] : [rest])].map((each) => machine.truth(each));
  return bool(
    answers.slice(0, items.length).includes(false)
      ? false
      : answers.includes(undefined) || rest !== undefined
        ? undefined
        : true,
  );
};

const reduceFrom =
  (backwards: boolean): Native =>
  (machine, self, [fn = undefinedValue, initial]) => {
    const source = summed(machine, itemsOf(machine, self));
    const indexed = source.items.map((item, i) => ({ item, i }));
    const ordered = backwards ? indexed.toReversed() : indexed;
    const first = initial ?? ordered.shift()?.item;
    if (first === undefined) return unknown;
    let total = first;
    for (const { item, i } of ordered) total = machine.call(fn, positional(total, item, int(i), self));
    const { rest } = source;
    if (rest === undefined) return total;
    const before = total;
    const after = perhaps(machine, () => machine.call(fn, positional(before, rest, machine.anyInt({ min: 0 }), self)));
    // One more turn may give something else again, unless it gives back what it was given.
    return after === before ? before : unknown;
  };

const sort: Native = (machine, self, [fn]) => {
  if (self.kind !== "list") return self;
  const ordered = self.rest === undefined ? sorted(machine, self.items, fn) : undefined;
  if (ordered !== undefined) machine.heap.assign(self, "items", ordered);
  else if (self.items.length > 0) {
    const any = joinAll(machine, self.rest === undefined ? self.items : [...self.items, self.rest]);
    machine.heap.assign(
      self,
      "items",
      self.items.map(() => any),
    );
    if (self.rest !== undefined) machine.heap.assign(self, "rest", any);
  }
  return self;
};

const mostSorted = 64;

/** By the function's answers, if all of them are known numbers. */
function sorted(machine: Machine, items: readonly Value[], fn: Value | undefined): readonly Value[] | undefined {
  if (items.length > mostSorted && fn !== undefined) return undefined;
  const doubtful: Value[] = [];
  const order = items.toSorted((a, b) => {
    const answer =
      fn === undefined || fn.kind === "undefined"
        ? byText(machine, a, b)
        : constantNumber(machine.call(fn, positional(a, b)));
    if (answer === undefined) doubtful.push(a);
    return answer ?? 0;
  });
  return doubtful.length === 0 ? order : undefined;
}

function byText(machine: Machine, a: Value, b: Value): number | undefined {
  const left = textOf(machine, a);
  const right = textOf(machine, b);
  return left === undefined || right === undefined ? undefined : left < right ? -1 : left > right ? 1 : 0;
}

const toSorted: Native = (machine, self, args, call) =>
  sort(machine, listFrom(machine, itemsOf(machine, self)), args, call);

export const callbackMethods: Natives = {
  map,
  forEach,
  flatMap,
  filter,
  find: findBy(false),
  findLast: findBy(true),
  findIndex: findIndexBy(false),
  findLastIndex: findIndexBy(true),
  some,
  every,
  reduce: reduceFrom(false),
  reduceRight: reduceFrom(true),
  sort,
  toSorted,
};
