/**
 * Parameters that take ints: sizes, windows, axes. A list of ints is kept as a shape where its length may be unknown.
 */
import { concatShapes, knownDims, rowShape, shapeFrom, shapeOf } from "../shape/index.ts";
import type { Bounds, Dim, FreshSizes, Shape } from "../shape/index.ts";
import type { OpArgument } from "./argument.ts";
import type { Judge } from "./judge.ts";
import { misread } from "./parameters.ts";
import type { Misread, Parameter } from "./parameters.ts";

/** Unknown where the list's length or contents are. */
export type Axes = readonly Dim[] | "unknown";

/** An int; required where no default is given. `bounds` are those of an unknown one. */
export function int(initial?: number, bounds: Partial<Bounds> = { min: -Infinity }): Parameter<Dim> {
  return {
    kind: "int",
    required: initial === undefined,
    read: (argument, name, fresh) => {
      if (argument === undefined) return initial ?? misread;
      return readInt(argument, name, fresh, bounds) ?? misread;
    },
    resolve: (value, judge) => judge.resolve(value),
  };
}

/** An int that may be None; `undefined` then. */
export function optionalInt(): Parameter<Dim | undefined> {
  return {
    kind: "int",
    required: false,
    read: (argument, name, fresh) =>
      argument === undefined ? undefined : (readInt(argument, name, fresh, { min: -Infinity }) ?? misread),
    resolve: (value, judge) => (value === undefined ? undefined : judge.resolve(value)),
  };
}

function readInt(argument: OpArgument, name: string, fresh: FreshSizes, bounds: Partial<Bounds>): Dim | undefined {
  if (argument.kind === "int") return argument.value;
  if (argument.kind === "flag" && argument.value !== undefined) return Number(argument.value);
  // A tensor of one element serves as an index; its value is not known.
  if (argument.kind === "unknown" || argument.kind === "tensor" || argument.kind === "flag")
    return fresh.size(name, bounds);
  return undefined;
}

/** An int or a list of `count` ints, read to `count` ints. */
export function each(count: number, initial?: number, bounds: Partial<Bounds> = {}): Parameter<readonly Dim[]> {
  return {
    kind: "each",
    required: initial === undefined,
    read: (argument, name, fresh) => {
      if (argument === undefined) return initial === undefined ? misread : Array.from({ length: count }, () => initial);
      return readEach(argument, count, name, fresh, bounds) ?? misread;
    },
    resolve: (value, judge) => value.map((size) => judge.resolve(size)),
  };
}
export const single = (initial?: number, bounds?: Partial<Bounds>): Parameter<readonly Dim[]> =>
  each(1, initial, bounds);
export const pair = (initial?: number, bounds?: Partial<Bounds>): Parameter<readonly Dim[]> => each(2, initial, bounds);
export const triple = (initial?: number, bounds?: Partial<Bounds>): Parameter<readonly Dim[]> =>
  each(3, initial, bounds);

/** As `each`, but may be None; `undefined` then. An unknown one may be None too, which is as good as unknown sizes. */
export function optionalEach(count: number, bounds: Partial<Bounds> = {}): Parameter<readonly Dim[] | undefined> {
  return {
    kind: "each",
    required: false,
    read: (argument, name, fresh) =>
      argument === undefined ? undefined : (readEach(argument, count, name, fresh, bounds) ?? misread),
    resolve: (value, judge) => value?.map((size) => judge.resolve(size)),
  };
}

/**
 * Ints, or a name: `valid` pads nothing; `same` as much as keeps the size, and allows no stride; `same-upper` as much as every stride needs
 * to have a window of its own, the larger half at the end.
 */
export type Padding = readonly Dim[] | "same" | "same-upper" | "valid" | "unknown";

export const padsAll = (padding: Padding): boolean => padding === "same" || padding === "same-upper";

/** The padding of a window. */
export function padding(count: number): Parameter<Padding> {
  return {
    kind: "padding",
    required: false,
    read: (argument, name, fresh) => {
      if (argument === undefined) return Array.from({ length: count }, () => 0);
      // It may be a name, which says something else of the sizes than any number does.
      if (argument.kind === "unknown") return "unknown";
      if (argument.kind !== "text") return readEach(argument, count, name, fresh, { min: 0 }) ?? misread;
      if (argument.value === "same" || argument.value === "same-upper" || argument.value === "valid")
        return argument.value;
      return argument.value === undefined ? "unknown" : misread;
    },
    resolve: (value, judge) => (typeof value === "string" ? value : value.map((size) => judge.resolve(size))),
  };
}

function readEach(
  argument: OpArgument,
  count: number,
  name: string,
  fresh: FreshSizes,
  bounds: Partial<Bounds>,
): readonly Dim[] | undefined {
  const repeat = (make: () => Dim): readonly Dim[] => Array.from({ length: count }, make);
  if (argument.kind === "open-list") return repeat(() => fresh.size(name, bounds));
  if (argument.kind === "unknown") return repeat(() => fresh.size(name, bounds));
  if (argument.kind === "list" || argument.kind === "sizes") {
    const items = listedSizes(argument, name, fresh, bounds);
    if (items === undefined) return undefined;
    const known = knownDims(items);
    if (known === undefined) return repeat(() => fresh.size(name, bounds));
    const [only] = known;
    if (known.length === 1 && only !== undefined) return repeat(() => only);
    return known.length === count ? known : undefined;
  }
  const value = readInt(argument, name, fresh, bounds);
  return value === undefined ? undefined : repeat(() => value);
}

/** The ints of a list, as a shape: a run of unknown length where the list has one. */
function listedSizes(
  argument: OpArgument,
  name: string,
  fresh: FreshSizes,
  bounds: Partial<Bounds>,
): Shape | undefined {
  if (argument.kind === "sizes") return argument.shape;
  if (argument.kind === "open-list" || argument.kind === "unknown") return rowShape([], fresh.row(name));
  if (argument.kind !== "list") {
    const value = readInt(argument, name, fresh, bounds);
    return value === undefined ? undefined : shapeOf(value);
  }
  let whole: Shape = shapeOf();
  for (const item of argument.items) {
    const part = item.kind === "sizes" ? item.shape : shapeFromInt(readInt(item, name, fresh, bounds));
    if (part === undefined) return undefined;
    whole = concatShapes(whole, part, fresh);
  }
  return whole;
}

const shapeFromInt = (value: Dim | undefined): Shape | undefined =>
  value === undefined ? undefined : shapeFrom([value]);

/** A list of sizes (or one int), as a shape: its length may be unknown. */
export function sizes(bounds: Partial<Bounds> = { min: -Infinity }): Parameter<Shape> {
  return {
    kind: "sizes",
    required: true,
    read: (argument, name, fresh) =>
      argument === undefined ? misread : (listedSizes(argument, name, fresh, bounds) ?? misread),
    resolve: (value, judge) => judge.resolveShape(value),
  };
}

export function optionalSizes(bounds: Partial<Bounds> = { min: -Infinity }): Parameter<Shape | undefined> {
  return {
    kind: "sizes",
    required: false,
    read: (argument, name, fresh) =>
      argument === undefined ? undefined : (listedSizes(argument, name, fresh, bounds) ?? misread),
    resolve: (value, judge) => (value === undefined ? undefined : judge.resolveShape(value)),
  };
}

/** A list of ints. */
export function ints(): Parameter<Axes> {
  return { ...axes(), required: true };
}

// --- axes

/** One axis; required where no default is given. */
export const axis = (initial?: number): Parameter<Dim> => int(initial);
export const optionalAxis = optionalInt;

/** Axes: an int or a list of them; `initial` where absent or None. */
export function axes(initial?: readonly number[]): Parameter<Axes> {
  return {
    kind: "axes",
    required: initial === undefined,
    read: (argument, name, fresh) => (argument === undefined ? (initial ?? misread) : readAxes(argument, name, fresh)),
    resolve: resolveAxes,
  };
}

/** Axes that may be None; `undefined` then. */
export function optionalAxes(): Parameter<Axes | undefined> {
  return {
    kind: "axes",
    required: false,
    read: (argument, name, fresh) => (argument === undefined ? undefined : readAxes(argument, name, fresh)),
    resolve: (value, judge) => (value === undefined ? undefined : resolveAxes(value, judge)),
  };
}

function readAxes(argument: OpArgument, name: string, fresh: FreshSizes): Axes | Misread {
  if (argument.kind === "unknown" || argument.kind === "open-list") return "unknown";
  const listed = listedSizes(argument, name, fresh, { min: -Infinity });
  return listed === undefined ? misread : (knownDims(listed) ?? "unknown");
}

function resolveAxes(value: Axes, judge: Judge): Axes {
  return value === "unknown" ? value : value.map((item) => judge.resolve(item));
}
