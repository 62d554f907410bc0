/**
 * Subscripts: `index` reads `x[…]` in full, with torch's order of advanced axes, and `index_put` assigns to it. The items
 * are understood in subscript-items.ts.
 */
import {
  add,
  asConstant,
  broadcast,
  concatShapes,
  isEachOf,
  knownDims,
  proveEqual,
  proveEqualShapes,
  rankOf,
  rowShape,
  shapeFrom,
  shapeOf,
} from "../shape/index.ts";
import type { Dim, FreshSizes, Reading, Shape, TensorType } from "../shape/index.ts";
import type { OpArgument } from "./argument.ts";
import { anyShape, filteredReading, movedReading, partReading, pickedReading } from "./axis.ts";
import { broadcastNeeds } from "./broadcast.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { inMemoryWithin, knownStrides } from "./memory.ts";
import { any, operand, tensor } from "./parameters.ts";
import { atLeast, dtypeIn, equal, proof, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";
import { axesTaken, readItem, sliceLength } from "./subscript-items.ts";
import type { Item } from "./subscript-items.ts";

/** The items of a subscript; what is not a list is a subscript of one item. */
/** `x[[0, 2]]` picks two rows; `x[0, 2]` is one element. */
const isOneIndex = ({ isList, items }: Extract<OpArgument, { kind: "list" }>): boolean =>
  isList === true && items.length > 0 && items.every(({ kind }) => kind === "int" || kind === "flag");

function itemsOf(indices: OpArgument): readonly Item[] | undefined {
  if (indices.kind === "unknown" || indices.kind === "open-list") return undefined;
  const several = indices.kind === "list" && !isOneIndex(indices) ? indices.items : [indices];
  const items = several.map(readItem);
  return items.filter((item) => item.kind === "ellipsis").length > 1 ? undefined : items;
}

/** What an item takes of the axes: the place of the first of them, from the front or from the end. */
interface Placed {
  readonly item: Item;
  readonly sizes: readonly (Dim | undefined)[];
  /** From the end, where that is known. */
  readonly axis: number | undefined;
}

interface Placement {
  readonly placed: readonly Placed[];
  /** Axes in place of the ellipsis, or after the last item. */
  readonly others: Shape | undefined;
  readonly split: number;
}

function taken(items: readonly Item[]): number | undefined {
  const counts = items.map(axesTaken);
  return counts.includes(undefined) ? undefined : counts.reduce<number>((whole, count) => whole + (count ?? 0), 0);
}

/** Puts every item at its axes; `undefined` where the items or the axes are not known. */
function place(shape: Shape, items: readonly Item[]): Placement | undefined {
  const dots = items.findIndex((item) => item.kind === "ellipsis");
  const before = dots < 0 ? items : items.slice(0, dots);
  const after = dots < 0 ? [] : items.slice(dots + 1);
  const front = taken(before);
  const back = taken(after);
  if (front === undefined || back === undefined) return undefined;
  const rank = rankOf(shape);
  const open = shape.rest;
  if (rank !== undefined && front + back > rank) return undefined;
  if (open !== undefined && (front > shape.lead.length || back > shape.tail.length)) return undefined;
  const sizes = rank === undefined ? shape.tail : shape.lead;
  const lead = put(before, shape.lead.slice(0, front), rank === undefined ? undefined : -rank);
  const tail = put(after, sizes.slice(sizes.length - back), -back);
  const others =
    open === undefined
      ? shapeFrom(shape.lead.slice(front, shape.lead.length - back))
      : rowShape(shape.lead.slice(front), open, shape.tail.slice(0, shape.tail.length - back));
  return { placed: [...lead, ...tail], others, split: lead.length };
}

function put(items: readonly Item[], sizes: readonly Dim[], first: number | undefined): readonly Placed[] {
  let next = 0;
  return items.map((item) => {
    const count = axesTaken(item) ?? 0;
    const placed = {
      item,
      sizes: sizes.slice(next, next + count),
      axis: first === undefined ? undefined : first + next,
    };
    next += count;
    return placed;
  });
}

/** A part of the result: axes, and where each came from if its numbers were kept whole. */
interface Part {
  readonly shape: Shape;
  readonly advanced: boolean;
  readonly from: number | undefined;
}

function parts({ placed, others, split }: Placement, fresh: FreshSizes): readonly Part[] {
  const all: Part[] = [];
  for (const [index, each] of placed.entries()) {
    if (index === split && others !== undefined) all.push({ shape: others, advanced: false, from: undefined });
    all.push(...partOf(each, fresh));
  }
  if (split === placed.length && others !== undefined) all.push({ shape: others, advanced: false, from: undefined });
  return all;
}

function partOf({ item, sizes, axis }: Placed, fresh: FreshSizes): readonly Part[] {
  const size = sizes[0] ?? 1;
  switch (item.kind) {
    case "slice":
      return [{ shape: shapeOf(sliceLength(size, item, fresh)), advanced: false, from: item.whole ? axis : undefined }];
    case "new-axis":
      return [{ shape: shapeOf(1), advanced: false, from: undefined }];
    case "tensor":
      // A tensor without axes selects, as an int does.
      return rankOf(item.tensor.shape) === 0 ? [] : [{ shape: item.tensor.shape, advanced: true, from: undefined }];
    case "mask": {
      const count = item.count ?? fresh.size("count", { min: 0 });
      return [{ shape: shapeOf(count), advanced: true, from: undefined }];
    }
    case "unknown":
      return [{ shape: anyShape(fresh), advanced: false, from: undefined }];
    default:
      return [];
  }
}

/** The shapes of the tensors that index. */
const advancedShapes = (all: readonly Part[]): readonly Shape[] =>
  all.filter((part) => part.advanced).map((part) => part.shape);

/** Tensors that stand side by side leave their axes there; else these come first. */
function assemble(all: readonly Part[], fresh: FreshSizes): Shape {
  const join = (shapes: readonly Shape[]): Shape =>
    shapes.reduce((whole, shape) => concatShapes(whole, shape, fresh), shapeOf());
  const places = all.flatMap((part, index) => (part.advanced ? [index] : []));
  const [first] = places;
  const last = places.at(-1);
  if (first === undefined || last === undefined) return join(all.map((part) => part.shape));
  const advanced = broadcast(advancedShapes(all), fresh).shape ?? anyShape(fresh);
  const shapeAt = (list: readonly Part[]): readonly Shape[] =>
    list.filter((part) => !part.advanced).map((part) => part.shape);
  const adjacent = last - first + 1 === places.length;
  return adjacent
    ? join([...shapeAt(all.slice(0, first)), advanced, ...shapeAt(all.slice(last + 1))])
    : join([advanced, ...shapeAt(all)]);
}

function indexed(input: TensorType, indices: OpArgument, fresh: FreshSizes): Shape {
  const items = itemsOf(indices);
  const placement = items === undefined ? undefined : place(input.shape, items);
  return placement === undefined ? anyShape(fresh) : assemble(parts(placement, fresh), fresh);
}

/** Picking by a mask, by places that a test gave, or by something not known. */
function isFilter(items: readonly Item[] | undefined): boolean {
  const isPlain = ({ tensor }: Extract<Item, { kind: "tensor" }>): boolean =>
    rankOf(tensor.shape) === 0 || /^(arange|randperm|randint|sort|argsort)$/.test(tensor.reading?.last ?? "");
  return (
    items?.every((item) =>
      item.kind === "tensor" ? isPlain(item) : item.kind !== "mask" && item.kind !== "unknown",
    ) !== true
  );
}

/** The axis that sums to one stays where everything after it stayed as it was. */
function indexedReading(input: TensorType, indices: OpArgument, fresh: FreshSizes): Reading | undefined {
  const items = itemsOf(indices);
  const placement = items === undefined ? undefined : place(input.shape, items);
  const plain = items?.every((item) => item.kind !== "tensor" && item.kind !== "mask" && item.kind !== "unknown");
  const rank = rankOf(input.shape);
  if (placement === undefined || plain !== true || rank === undefined)
    return isFilter(items) ? filteredReading(input.reading) : pickedReading(input.reading);
  const sources = parts(placement, fresh).flatMap((part): readonly (number | undefined)[] => {
    if (part.shape !== placement.others) return [part.from];
    const front = placement.placed.slice(0, placement.split).reduce((count, each) => count + each.sizes.length, 0);
    return part.shape.lead.map((_, index) => front + index - rank);
  });
  const moved = (axis: number): number | undefined => {
    const found = sources.indexOf(axis);
    return found < 0 ? undefined : found - sources.length;
  };
  return isEverySample(placement) ? movedReading(input.reading, moved) : partReading(input.reading, moved);
}

/** What is left of a tensor lies where it lay, if every item is a number, a slice or a new axis. */
function stridesWithin(input: TensorType, indices: OpArgument): readonly number[] | undefined {
  const strides = knownStrides(input);
  const items = itemsOf(indices);
  const placement = items === undefined ? undefined : place(input.shape, items);
  if (strides === undefined || placement === undefined) return undefined;
  const { placed, split } = placement;
  const front = placed.slice(0, split).flatMap(({ sizes }) => sizes).length;
  const back = placed.slice(split).flatMap(({ sizes }) => sizes).length;
  const along = (each: readonly Placed[], from: number): readonly (number | undefined)[] => {
    let axis = from;
    return each.flatMap(({ item, sizes }) => {
      const stride = strides[axis];
      axis += sizes.length;
      return strideOf(item, stride);
    });
  };
  const whole = [
    ...along(placed.slice(0, split), 0),
    ...strides.slice(front, strides.length - back),
    ...along(placed.slice(split), strides.length - back),
  ];
  return whole.every((each) => each !== undefined) ? whole : undefined;
}

/** The distance along what an item leaves; nothing of an axis that is gone. */
function strideOf(item: Item, stride: number | undefined): readonly (number | undefined)[] {
  if (item.kind === "ellipsis" || item.kind === "integer") return [];
  // Its size is one.
  if (item.kind === "new-axis") return [0];
  if (item.kind !== "slice" || stride === undefined || item.step === "unknown") return [undefined];
  const step = item.step === "absent" ? 1 : asConstant(item.step);
  return [step === undefined ? undefined : step * stride];
}

/** `self.labels[index]`, where a loader asks for each of them: none is left out. */
const isEverySample = ({ placed }: Placement): boolean =>
  placed.every(
    ({ item, sizes: [size] }) => item.kind === "integer" && size !== undefined && isEachOf(item.index, size),
  );

// --- what an index requires

function countNeed(input: TensorType, indices: OpArgument): Need<"indices"> | undefined {
  const items = itemsOf(indices);
  const count = items === undefined ? undefined : taken(items);
  return count === undefined ? undefined : rankIn("indices", input.shape, { min: count });
}

function rangeNeeds(input: TensorType, indices: OpArgument): readonly Need<"indices">[] {
  return (placedItems(input, indices) ?? []).flatMap(({ item, sizes: [size] }) => {
    if (item.kind !== "integer" || size === undefined) return [];
    const detail = { index: item.index, size };
    return [atLeast("indices", add(size, item.index), 0, detail), atLeast("indices", size, add(item.index, 1), detail)];
  });
}

function maskNeeds(input: TensorType, indices: OpArgument): readonly Need<"indices">[] {
  return (placedItems(input, indices) ?? []).flatMap(({ item, sizes }) => {
    if (item.kind !== "mask") return [];
    return (knownDims(item.shape) ?? []).flatMap((size, index) => {
      const actual = sizes[index];
      return actual === undefined ? [] : [equal("indices", size, actual)];
    });
  });
}

function placedItems(input: TensorType, indices: OpArgument): readonly Placed[] | undefined {
  const items = itemsOf(indices);
  return items === undefined ? undefined : place(input.shape, items)?.placed;
}

const requirements = {
  "too-many-indices": ({ input, indices }: Given) => countNeed(input, indices),
  "index-dtype": ({ indices }: Given) =>
    itemsOf(indices)?.map((item) =>
      item.kind === "tensor" ? dtypeIn("indices", item.tensor.dtype, ["int64", "int32", "bool", "uint8"]) : undefined,
    ),
  "slice-step": ({ indices }: Given) =>
    itemsOf(indices)?.map((item) =>
      item.kind === "slice" && typeof item.step !== "string" ? atLeast("indices", item.step, 1) : undefined,
    ),
  "index-range": ({ input, indices }: Given) => rangeNeeds(input, indices),
  "mask-size": ({ input, indices }: Given) => maskNeeds(input, indices),
  broadcast: ({ input, indices }: Given, fresh: FreshSizes) => {
    const items = itemsOf(indices);
    const placement = items === undefined ? undefined : place(input.shape, items);
    if (placement === undefined) return undefined;
    return broadcastNeeds(broadcast(advancedShapes(parts(placement, fresh)), fresh), ["indices"] as const);
  },
};
interface Given {
  readonly input: TensorType;
  readonly indices: OpArgument;
}

const index = defineOp({
  name: "index",
  params: { input: tensor("*_"), indices: any() },
  requires: requirements,
  result: ({ input, indices }, fresh) =>
    inMemoryWithin(
      result(indexed(input, indices, fresh), input.dtype, indexedReading(input, indices, fresh)),
      stridesWithin(input, indices),
    ),
  promise: ({ input }, fresh) => result(anyShape(fresh), input?.dtype),
});

/** A value fits when it broadcasts to the place it is put, leading axes of size one aside. */
function valueNeeds(place: Shape, value: Shape, fresh: FreshSizes): readonly Need<"value">[] {
  const given = knownDims(value);
  const wanted = knownDims(place);
  if (given === undefined || wanted === undefined) return [];
  // A leading size that may be one may go.
  const leading = given.slice(0, Math.max(0, given.length - wanted.length));
  if (leading.some((size) => proveEqual(size, 1) === "unknown")) return [];
  let first = 0;
  while (first < given.length - wanted.length && given[first] === 1) first += 1;
  const short = shapeFrom(given.slice(first));
  const whole = broadcast([place, short], fresh);
  if (whole.shape === undefined || whole.undecided.length > 0) return broadcastNeeds(whole, ["value"] as const);
  return [proof("value", proveEqualShapes(whole.shape, place), { place, value })];
}

const indexPut = defineOp({
  name: "index_put",
  params: { input: tensor("*_"), indices: any(), value: operand() },
  requires: {
    ...requirements,
    "value-shape": ({ input, indices, value }, fresh) =>
      value.kind === "tensor" ? valueNeeds(indexed(input, indices, fresh), value.tensor.shape, fresh) : undefined,
  },
  result: ({ input }) => result(input.shape, input.dtype, { last: "index_put" }),
  promise: ({ input }, fresh) => result(input?.shape ?? anyShape(fresh), input?.dtype),
});

export const subscripts: readonly Operation[] = [index, indexPut];
