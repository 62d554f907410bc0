/** The join of two abstract values: what holds of both. It keeps what agrees and makes the rest unknown. */
import { axisOf, boundsOf, equalDims, equalShapes, joinReadings, rankOf } from "../shape/index.ts";
import type { Dim, FreshSizes, Shape, TensorType } from "../shape/index.ts";
import { anyBool, anyFloat, anyStr, int, unknown } from "./values.ts";
import type { DictEntry, DictValue, TensorValue, UnknownValue, Value } from "./values.ts";

/** Makes the objects that a join needs. */
export interface JoinContext extends FreshSizes {
  newTensor(type: TensorType, parameter: boolean, library: string | undefined): TensorValue;
  list(items: readonly Value[], rest: Value | undefined): Value;
  dict(entries: readonly (readonly [Value, Value])[], rest: Value | undefined): DictValue;
  /** While the turns of a loop are joined, what differs is unknown: there is no end to the alternatives. */
  readonly widening: object | undefined;
}

const deepest = 12;

/**
 * Sizes that were joined, by the two that they stand for: where the same two meet again, the same size stands for them, so that what was
 * equal on both ways, a batch of scores and its labels, is equal behind them. It speaks of two states, and is of no use beyond them.
 */
export type SizePairs = Map<string, Dim>;

export function joinValues(
  left: Value,
  right: Value,
  context: JoinContext,
  depth = 0,
  pairs: SizePairs = new Map<string, Dim>(),
): Value {
  if (left === right) return left;
  if (depth > deepest) return unknown;
  if (left.kind !== right.kind) return oneOf(left, right, context, depth, pairs);
  switch (left.kind) {
    case "unknown":
      return left.oneOf === (right as typeof left).oneOf ? left : oneOf(left, right, context, depth, pairs);
    case "none":
    case "undefined":
    case "ellipsis":
      return left;
    case "bool":
      return left.value === (right as typeof left).value ? left : anyBool;
    case "int":
      return int(joinSizes(left.size, (right as typeof left).size, context, pairs));
    case "float":
      // Two unknown floats may be exact quotients of different sizes.
      return left.value !== undefined && left.value === (right as typeof left).value ? left : anyFloat;
    case "str":
      return left.value === (right as typeof left).value ? left : anyStr;
    case "dtype":
      return left.dtype === (right as typeof left).dtype ? left : unknown;
    case "tuple": {
      const other = right as typeof left;
      if (left.items.length !== other.items.length || left.class !== other.class) return unknown;
      const items = left.items.map((item, i) => joinValues(item, other.items[i] as Value, context, depth + 1, pairs));
      return { ...left, items };
    }
    case "tensor": {
      const other = right as typeof left;
      const parameter = left.parameter && other.parameter;
      const library = left.library === other.library ? left.library : undefined;
      return context.newTensor(joinTensorTypes(left.type, other.type, context, pairs), parameter, library);
    }
    case "list": {
      const other = right as typeof left;
      const { items, rest } = joinItems(left, other, context, depth, pairs);
      return context.list(items, rest);
    }
    case "dict":
      return joinDicts(left, right as typeof left, context, depth, pairs);
    case "method": {
      const other = right as typeof left;
      return left.function === other.function && left.self === other.self
        ? left
        : oneOf(left, right, context, depth, pairs);
    }
    case "range": {
      const other = right as typeof left;
      return {
        kind: "range",
        start: joinSizes(left.start, other.start, context, pairs),
        stop: joinSizes(left.stop, other.stop, context, pairs),
        step: joinSizes(left.step, other.step, context, pairs),
      };
    }
    default:
      return oneOf(left, right, context, depth, pairs);
  }
}

const mostAlternatives = 4;
const callable: ReadonlySet<Value["kind"]> = new Set(["function", "builtin", "method", "class", "instance"]);

/** Things that can be called stay apart, since what comes out of them may agree; anything else may also be None. */
function oneOf(left: Value, right: Value, context: JoinContext, depth: number, pairs: SizePairs): Value {
  const mine = alternativesOf(left);
  const theirs = alternativesOf(right);
  if (mine === undefined || theirs === undefined || context.widening !== undefined) return unknown;
  let all = mine;
  for (const value of theirs) {
    const same = all.findIndex((each) => each === value || (each.kind === value.kind && !callable.has(value.kind)));
    if (same < 0 && !all.some((each) => isSameMethod(each, value))) all = [...all, value];
    else if (same >= 0)
      all = all.map((each, i) => (i === same ? joinValues(each, value, context, depth + 1, pairs) : each));
  }
  const kinds = new Set(all.filter(({ kind }) => kind !== "none").map(({ kind }) => callable.has(kind) || kind));
  if (kinds.size > 1 || all.length > mostAlternatives || all.some(({ kind }) => kind === "unknown")) return unknown;
  return { kind: "unknown", oneOf: all };
}

function alternativesOf(value: Value): readonly Value[] | undefined {
  if (value.kind === "unknown") return value.oneOf;
  return value.kind === "none" || callable.has(value.kind) || value.kind === "tensor" ? [value] : undefined;
}

function isSameMethod(left: Value, right: Value): boolean {
  return (
    left.kind === "method" && right.kind === "method" && left.function === right.function && left.self === right.self
  );
}

interface Items {
  readonly items: readonly Value[];
  readonly rest: Value | undefined;
}

/** Lists of one length are joined item by item; of several lengths, they become "any number of the join of all". */
export function joinItems(left: Items, right: Items, context: JoinContext, depth = 0, pairs?: SizePairs): Items {
  if (left.items.length === right.items.length) {
    const items = left.items.map((item, i) => joinValues(item, right.items[i] as Value, context, depth + 1, pairs));
    return { items, rest: joinRests(left.rest, right.rest, context, depth, pairs) };
  }
  // Items of one list are no two states: what they have in common says nothing of anything else.
  const all = [...left.items, ...right.items];
  if (left.rest !== undefined) all.push(left.rest);
  if (right.rest !== undefined) all.push(right.rest);
  return { items: [], rest: all.reduce((a, b) => joinValues(a, b, context, depth + 1)) };
}

const joinRests = (
  left: Value | undefined,
  right: Value | undefined,
  context: JoinContext,
  depth: number,
  pairs: SizePairs | undefined,
): Value | undefined =>
  left === undefined || right === undefined ? (left ?? right) : joinValues(left, right, context, depth + 1, pairs);

/** A key that only one of the two has is there on some paths only; in the turns of a loop there is no end to new ones. */
function joinDicts(left: DictValue, right: DictValue, context: JoinContext, depth: number, pairs: SizePairs): Value {
  if (context.widening !== undefined && !haveSameKeys(left, right)) return unknown;
  const joined = context.dict([], joinRests(left.rest, right.rest, context, depth, pairs));
  for (const [key, entry] of [...left.entries, ...right.entries]) {
    const [mine, other] = [left.entries.get(key), right.entries.get(key)];
    const both = mine !== undefined && other !== undefined;
    if (!joined.entries.has(key))
      joined.entries.set(key, both ? joinEntries(mine, other, context, depth, pairs) : { ...entry, maybe: true });
  }
  return joined;
}

const haveSameKeys = ({ entries, rest }: DictValue, other: DictValue): boolean =>
  entries.size === other.entries.size &&
  (rest === undefined) === (other.rest === undefined) &&
  [...entries.keys()].every((key) => other.entries.has(key));

export function joinEntries(
  left: DictEntry,
  right: DictEntry,
  context: JoinContext,
  depth = 0,
  pairs?: SizePairs,
): DictEntry {
  const value = joinValues(left.value, right.value, context, depth + 1, pairs);
  return left.maybe === true || right.maybe === true ? { key: left.key, value, maybe: true } : { key: left.key, value };
}

function joinSizes(left: Dim, right: Dim, fresh: FreshSizes, pairs: SizePairs): Dim {
  if (left === right || equalDims(left, right)) return left;
  const pair = `${keyOf(left)} ${keyOf(right)}`;
  const known = pairs.get(pair);
  if (known !== undefined) return known;
  const a = boundsOf(left);
  const b = boundsOf(right);
  const joined = fresh.size("size", { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) });
  // A size too large to be told is not known to equal itself.
  if (equalDims(left, left) && equalDims(right, right)) pairs.set(pair, joined);
  return joined;
}

const keyOf = (size: Dim): string => (typeof size === "number" ? String(size) : size.key);

/** Axes that differ become unknown; shapes of several ranks keep the axes on which they agree from both ends. */
function joinShapes(left: Shape, right: Shape, fresh: FreshSizes, pairs: SizePairs): Shape {
  if (left === right || equalShapes(left, right)) return left;
  const rank = rankOf(left);
  if (rank !== undefined && rank === rankOf(right)) {
    return { lead: left.lead.map((d, i) => joinSizes(d, right.lead[i] as Dim, fresh, pairs)), tail: [] };
  }
  const shortest = Math.min(left.lead.length + left.tail.length, right.lead.length + right.tail.length);
  const lead: Dim[] = [];
  for (let i = 0; i < shortest; i++) {
    const a = axisOf(left, i);
    const b = axisOf(right, i);
    if (a === undefined || b === undefined || !equalDims(a, b)) break;
    lead.push(a);
  }
  const tail: Dim[] = [];
  for (let i = 1; i <= shortest - lead.length; i++) {
    const a = axisOf(left, -i);
    const b = axisOf(right, -i);
    if (a === undefined || b === undefined || !equalDims(a, b)) break;
    tail.unshift(a);
  }
  return { lead, rest: fresh.row("rest"), tail };
}

export function joinTensorTypes(
  left: TensorType,
  right: TensorType,
  fresh: FreshSizes,
  pairs: SizePairs = new Map<string, Dim>(),
): TensorType {
  const shape = joinShapes(left.shape, right.shape, fresh, pairs);
  const reading = joinReadings(left.reading, right.reading);
  return {
    shape,
    ...(left.dtype !== undefined && left.dtype === right.dtype ? { dtype: left.dtype } : {}),
    ...(reading === undefined ? {} : { reading }),
  };
}

function sameAlternatives(left: UnknownValue, right: UnknownValue, depth: number): boolean {
  const { oneOf: mine } = left;
  const { oneOf: theirs } = right;
  if (mine === undefined || theirs === undefined) return mine === theirs;
  return mine.length === theirs.length && mine.every((each, i) => sameValue(each, theirs[i] as Value, depth + 1));
}

/** Whether a loop that goes from one state to the other has changed nothing that matters. */
export function sameValue(left: Value, right: Value, depth = 0): boolean {
  if (left === right) return true;
  if (left.kind !== right.kind || depth > deepest) return false;
  switch (left.kind) {
    case "unknown":
      return sameAlternatives(left, right as typeof left, depth);
    case "none":
    case "undefined":
    case "ellipsis":
      return true;
    case "float":
      return left.value === (right as typeof left).value && !("quotient" in left) && !("quotient" in right);
    case "bool":
    case "str":
      return left.value === (right as typeof left).value;
    case "int":
      return (
        equalDims(left.size, (right as typeof left).size) ||
        (isOpaqueSize(left.size) && isOpaqueSize((right as typeof left).size))
      );
    case "dtype":
      return left.dtype === (right as typeof left).dtype;
    case "tensor":
      return (
        sameTensorType(left.type, (right as typeof left).type) && left.parameter === (right as typeof left).parameter
      );
    case "tuple": {
      const other = right as typeof left;
      return (
        left.items.length === other.items.length &&
        left.items.every((item, i) => sameValue(item, other.items[i] as Value, depth + 1))
      );
    }
    case "list":
    case "iterator":
    case "set": {
      const other = right as typeof left;
      if (left.items.length !== other.items.length || (left.rest === undefined) !== (other.rest === undefined))
        return false;
      if (left.rest !== undefined && other.rest !== undefined && !sameValue(left.rest, other.rest, depth + 1))
        return false;
      return left.items.every((item, i) => sameValue(item, other.items[i] as Value, depth + 1));
    }
    case "dict": {
      const other = right as typeof left;
      if (!haveSameKeys(left, other)) return false;
      if (left.rest !== undefined && other.rest !== undefined && !sameValue(left.rest, other.rest, depth + 1))
        return false;
      return [...left.entries].every(([key, entry]) => {
        const mine = other.entries.get(key);
        return mine?.maybe === entry.maybe && mine !== undefined && sameValue(entry.value, mine.value, depth + 1);
      });
    }
    case "method":
      return (
        left.function === (right as typeof left).function &&
        sameValue(left.self, (right as typeof left).self, depth + 1)
      );
    default:
      return false;
  }
}

function isOpaqueSize(size: Dim): boolean {
  return (
    typeof size !== "number" &&
    size.terms.some((t) => t.factors.some((f) => f.atom.kind === "symbol" && f.atom.origin === "opaque"))
  );
}

/** Equal up to opaque sizes: two "unknown" axes count as the same. */
function sameTensorType(left: TensorType, right: TensorType): boolean {
  if (left === right) return true;
  if (left.dtype !== right.dtype) return false;
  const a = left.shape;
  const b = right.shape;
  if (
    a.lead.length !== b.lead.length ||
    a.tail.length !== b.tail.length ||
    (a.rest === undefined) !== (b.rest === undefined)
  )
    return false;
  const same = (x: Dim, y: Dim | undefined): boolean =>
    y !== undefined && (equalDims(x, y) || (isOpaqueSize(x) && isOpaqueSize(y)));
  return a.lead.every((d, i) => same(d, b.lead[i])) && a.tail.every((d, i) => same(d, b.tail[i]));
}
