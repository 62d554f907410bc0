/** The items of a subscript, `x[0, 1:, None, ..., mask]`, understood one by one: what each takes of the axes and leaves. */
import {
  add,
  asConstant,
  ceilDivide,
  isOpaque,
  proveAtLeast,
  rankOf,
  rowShape,
  shapeFrom,
  shapeOf,
  subtract,
} from "../shape/index.ts";
import type { Dim, FreshSizes, Shape, TensorType } from "../shape/index.ts";
import type { OpArgument } from "./argument.ts";

export type Item =
  | { readonly kind: "integer"; readonly index: Dim }
  | {
      readonly kind: "slice";
      readonly lower: Bound;
      readonly upper: Bound;
      readonly step: Bound;
      /** Nothing is cut off. */
      readonly whole: boolean;
    }
  | { readonly kind: "new-axis" }
  | { readonly kind: "ellipsis" }
  | { readonly kind: "tensor"; readonly tensor: TensorType }
  /** One truth value for each element of as many axes as it has. */
  | { readonly kind: "mask"; readonly shape: Shape; readonly count: Dim | undefined }
  | { readonly kind: "unknown" };

/** A bound that is left out, known as a size, or not known. */
export type Bound = Dim | "absent" | "unknown";

export function readItem(argument: OpArgument): Item {
  switch (argument.kind) {
    case "int":
      return { kind: "integer", index: argument.value };
    case "none":
      return { kind: "new-axis" };
    case "ellipsis":
      return { kind: "ellipsis" };
    case "slice": {
      const [lower, upper, step] = [argument.lower, argument.upper, argument.step].map(readBound);
      const whole = lower === "absent" && upper === "absent" && (step === "absent" || step === 1);
      return { kind: "slice", lower: lower ?? "absent", upper: upper ?? "absent", step: step ?? "absent", whole };
    }
    case "tensor":
      return tensorItem(argument.tensor);
    case "list":
      return listItem(argument.items);
    case "sizes":
      return argument.shape.rest === undefined
        ? { kind: "tensor", tensor: { shape: shapeOf(argument.shape.lead.length), dtype: "int64" } }
        : { kind: "unknown" };
    default:
      return { kind: "unknown" };
  }
}

function readBound(argument: OpArgument | undefined): Bound {
  if (argument === undefined || argument.kind === "none") return "absent";
  return argument.kind === "int" ? argument.value : "unknown";
}

function tensorItem(tensor: TensorType): Item {
  const rank = rankOf(tensor.shape);
  if (tensor.dtype === "bool" || tensor.dtype === "uint8") {
    return rank === undefined || rank === 0
      ? { kind: "unknown" }
      : { kind: "mask", shape: tensor.shape, count: undefined };
  }
  // Without a dtype it may be a mask; of unknown rank it may take any number of axes.
  if (rank === undefined || tensor.dtype === undefined) return { kind: "unknown" };
  return { kind: "tensor", tensor };
}

function listItem(items: readonly OpArgument[]): Item {
  const flags = items.filter((item) => item.kind === "flag");
  if (items.length > 0 && flags.length === items.length) {
    const truths = flags.map((item) => item.value);
    const count = truths.includes(undefined) ? undefined : truths.filter((truth) => truth).length;
    return { kind: "mask", shape: shapeOf(items.length), count };
  }
  const shape = nestedShape(items);
  return shape === undefined
    ? { kind: "unknown" }
    : { kind: "tensor", tensor: { shape: shapeFrom(shape), dtype: "int64" } };
}

/** The sizes of a nested list of ints. */
function nestedShape(items: readonly OpArgument[]): readonly number[] | undefined {
  const [first] = items;
  if (first?.kind === "list") {
    const inner = nestedShape(first.items);
    return inner === undefined ? undefined : [items.length, ...inner];
  }
  return items.every((item) => item.kind === "int") ? [items.length] : undefined;
}

/** How many axes an item takes; `undefined` where not known. */
export function axesTaken(item: Item): number | undefined {
  switch (item.kind) {
    case "new-axis":
    case "ellipsis":
      return 0;
    case "mask":
      return rankOf(item.shape);
    case "unknown":
      return undefined;
    default:
      return 1;
  }
}

/**
 * How long a slice of an axis is. Sizes of inputs are taken to be large enough for their slices: `x[:, 1:-1]` of length T
 * is T-2 long. A definite size that is not known leaves the length unknown.
 */
export function sliceLength(size: Dim, item: Extract<Item, { kind: "slice" }>, fresh: FreshSizes): Dim {
  if (item.whole) return size;
  const step = item.step === "absent" ? 1 : item.step;
  const start = item.lower === "absent" ? 0 : clipped(item.lower, size);
  const end = item.upper === "absent" ? size : clipped(item.upper, size);
  const most = asConstant(distance(item.lower, item.upper) ?? size);
  const unknown = (): Dim => fresh.size("size", { min: 0, ...(most === undefined ? {} : { max: Math.max(most, 0) }) });
  if (step === "unknown" || start === undefined || end === undefined || (asConstant(step) ?? 1) < 1) return unknown();
  const length = subtract(end, start);
  if (proveAtLeast(0, length) === "holds") return 0;
  if (proveAtLeast(length, 0) !== "holds" && isOpaque(length)) return unknown();
  return ceilDivide(length, step);
}

/** How far two bounds are apart, whatever size they are clipped to; negative ones count from the end and tell nothing. */
function distance(lower: Bound, upper: Bound): Dim | undefined {
  if (lower === "unknown" || upper === "unknown" || upper === "absent") return undefined;
  const start = lower === "absent" ? 0 : lower;
  const counted = (bound: Dim): boolean => proveAtLeast(bound, 0) === "holds";
  return counted(start) && counted(upper) ? subtract(upper, start) : undefined;
}

/** A bound as a place between 0 and the size; `undefined` where it cannot be told. */
function clipped(bound: Dim | "unknown", size: Dim): Dim | undefined {
  if (bound === "unknown") return undefined;
  const constant = asConstant(bound);
  if (constant !== undefined && constant < 0) {
    const place = add(size, constant);
    const inside = proveAtLeast(place, 0);
    if (inside === "fails") return 0;
    return inside === "holds" || !isOpaque(size) ? place : undefined;
  }
  const known = asConstant(size);
  if (constant !== undefined && known !== undefined) return Math.min(constant, known);
  if (proveAtLeast(bound, 0) !== "holds") return undefined;
  const fits = proveAtLeast(size, bound);
  if (fits === "holds") return bound;
  if (fits === "fails") return size;
  // `table[:T]` means the first T; but the first 512 of T may be all of them.
  return constant === undefined && !isOpaque(bound) && !isOpaque(size) ? bound : undefined;
}

/** A run of axes of unknown length. */
export const runOf = (fresh: FreshSizes): Shape => rowShape([], fresh.row("rest"));
