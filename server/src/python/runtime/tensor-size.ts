/**
 * `x.shape`: a tuple of ints where the rank is known; else an instance of `torch.Size` that stands for a shape with an unknown run of
 * axes, held by a tensor in an attribute. Reading an axis of an input, or unpacking its shape, settles that much of its rank.
 */
import {
  axisOf,
  concatShapes,
  knownDims,
  minRank,
  rankOf,
  rowShape,
  shapeFrom,
  symbol,
  symbolsOf,
  tensorOf,
} from "../../shape/index.ts";
import type { Dim, Row, Shape } from "../../shape/index.ts";
import type { BinaryOperator } from "../../interp/ir.ts";
import type { Machine } from "../../interp/machine.ts";
import { constantInt, int, none, tuple, unknown } from "../../interp/values.ts";
import type { SliceValue, TensorValue, Value } from "../../interp/values.ts";
import { sizeClass } from "./classes.ts";
import { newInstance } from "./lookup.ts";
import { plainInt } from "./numbers.ts";

/** The attribute that holds the tensor; no name of a program. */
const holder = "<shape>";

/** The value of a tensor's `shape`. */
export function sizeOfTensor(machine: Machine, tensor: TensorValue): Value {
  return sizeFromShape(machine, machine.assumptions.resolveShape(tensor.type.shape));
}

function sizeFromShape(machine: Machine, shape: Shape): Value {
  const dims = knownDims(shape);
  if (dims !== undefined) return tuple(dims.map(sizeValue), sizeClass);
  const size = newInstance(machine, sizeClass);
  size.attributes.set(holder, machine.tensor(tensorOf(shape)));
  return size;
}

/** A size that stands for every size is None, as in the shapes of symbolic tensors. */
function sizeValue(size: Dim): Value {
  return typeof size === "number" || symbolsOf(size).every((s) => s.origin !== "any") ? int(size) : none;
}

/** The shape that a `torch.Size` of unknown rank stands for; `undefined` for any other value. */
function heldShape(value: Value): Shape | undefined {
  if (value.kind !== "instance" || value.class !== sizeClass) return undefined;
  const held = value.attributes.get(holder);
  return held?.kind === "tensor" ? held.type.shape : undefined;
}

/** The same, by what is known now. */
export function shapeOfSize(machine: Machine, value: Value): Shape | undefined {
  const shape = heldShape(value);
  return shape === undefined ? undefined : machine.assumptions.resolveShape(shape);
}

/** The value itself; as a tuple, if it is a size whose rank has become known. */
export function settled(machine: Machine, value: Value): Value {
  const shape = shapeOfSize(machine, value);
  const dims = shape === undefined ? undefined : knownDims(shape);
  return dims === undefined ? value : tuple(dims.map(sizeValue), sizeClass);
}

export function sizeLength(machine: Machine, shape: Shape): Value {
  const rank = rankOf(shape);
  return rank === undefined ? machine.anyInt({ min: minRank(shape) }) : int(rank);
}

export function sizeItem(machine: Machine, shape: Shape, index: Value): Value | undefined {
  const at = constantInt(index);
  if (at === undefined) return index.kind === "slice" ? sizeSlice(machine, shape, index) : machine.anyInt({ min: 0 });
  const grown = at < 0 ? grow(machine, shape, 0, -at) : grow(machine, shape, at + 1, 0);
  const size = axisOf(grown, at);
  return size === undefined ? machine.anyInt({ min: 0 }) : int(size);
}

function sizeSlice(machine: Machine, shape: Shape, { lower, upper, step }: SliceValue): Value {
  const start = lower.kind === "none" ? 0 : constantInt(lower);
  const stop = upper.kind === "none" ? "end" : constantInt(upper);
  if (start === undefined || stop === undefined || (step.kind !== "none" && constantInt(step) !== 1)) return unknown;
  if (stop !== "end" && stop >= 0) {
    if (start < 0) return unknown;
    const { lead, rest } = grow(machine, shape, stop, 0);
    return rest !== undefined && lead.length < stop ? unknown : sizeTuple(lead.slice(start, stop));
  }
  const dropped = stop === "end" ? 0 : -stop;
  if (start < 0) {
    const { tail, lead, rest } = grow(machine, shape, 0, -start);
    const all = rest === undefined ? lead : tail;
    if (rest !== undefined && tail.length < -start) return unknown;
    return sizeTuple(all.slice(start, dropped === 0 ? undefined : -dropped));
  }
  return innerSlice(machine, grow(machine, shape, start, dropped), start, dropped);
}

/** `shape[start:-dropped]`, which keeps the unknown run. */
function innerSlice(machine: Machine, { lead, rest, tail }: Shape, start: number, dropped: number): Value {
  if (rest === undefined) return sizeTuple(lead.slice(start, lead.length - dropped));
  if (lead.length < start) return unknown;
  const keeps = tail.length >= dropped;
  const row = keeps ? { ...rest, name: laterAxes(rest, start) } : machine.row("rest");
  return sizeFromShape(machine, rowShape(lead.slice(start), row, keeps ? tail.slice(0, tail.length - dropped) : []));
}

function sizeTuple(dims: readonly Dim[]): Value {
  return tuple(dims.map(sizeValue), sizeClass);
}

/** The sizes that the names are bound to, and that many axes from then on; `undefined` if there cannot be that many. */
export function unpackSize(
  machine: Machine,
  shape: Shape,
  names: readonly (string | undefined)[],
): readonly Value[] | undefined {
  const { lead, rest, tail } = shape;
  const count = names.length;
  if (rest === undefined) return lead.length === count ? lead.map(int) : undefined;
  const missing = count - lead.length - tail.length;
  if (missing < 0 || missing > mostAxes) return undefined;
  const middle = Array.from({ length: missing }, (_, i) =>
    freshAxis(machine, rest, lead.length + i, names[lead.length + i]),
  );
  if (rest.origin === "open") machine.assumptions.bindRow(rest, shapeFrom(middle));
  return [...lead, ...middle, ...tail].map(int);
}

/** No tensor has more axes than this. */
const mostAxes = 64;

/**
 * The shape with at least so many axes known at each end, if need be by taking an input to have them. Whether `x.shape[2]` is one of `x.shape[-3:]`
 * nobody knows: only the first axis is taken to be none of the last, any other is then told without holding the input to it.
 */
function grow(machine: Machine, shape: Shape, leading: number, trailing: number): Shape {
  const { lead, rest, tail } = shape;
  const before = Math.max(0, leading - lead.length);
  const after = Math.max(0, trailing - tail.length);
  if (rest?.origin !== "open" || before + after === 0 || before + after > mostAxes) return shape;
  const first = Array.from({ length: before }, (_, i) => freshAxis(machine, rest, lead.length + i));
  const last = Array.from({ length: after }, (_, i) => freshAxis(machine, rest, i - after - tail.length));
  const inner: Row = { ...rest, id: freshId(machine), name: nameAndOffset(rest).name };
  const mayOverlap = lead.length + before > 1 && tail.length + after > 0;
  if (!mayOverlap) machine.assumptions.bindRow(rest, rowShape(first, inner, last));
  return rowShape([...lead, ...first], inner, [...last, ...tail]);
}

/** An axis is named by the tensor and its place in it: `x0`, or `x_1` for the last. */
/** `given`: the name that the program unpacks the axis into. */
function freshAxis(machine: Machine, row: Row, axis: number, given?: string): Dim {
  const { name: base, offset } = nameAndOffset(row);
  const name = base.replace(/\W+/g, "_");
  if (row.origin === "opaque") return machine.size(name);
  const text =
    given !== undefined && /[A-Za-z]/.test(given) ? given : axis < 0 ? `${name}_${-axis}` : `${name}${axis + offset}`;
  return symbol({ id: freshId(machine), name: text, origin: "open", min: 1 });
}

/** In `x.shape[1:]` the axes still count from the start of `x`. */
function laterAxes(row: Row, start: number): string {
  const { name, offset } = nameAndOffset(row);
  return start === 0 ? row.name : `${name}+${offset + start}`;
}

function nameAndOffset({ name }: Row): { readonly name: string; readonly offset: number } {
  const [, base = name, offset = "0"] = /^(.*)\+(\d+)$/.exec(name) ?? [];
  return { name: base, offset: Number(offset) };
}

function freshId(machine: Machine): number {
  return machine.open("axis").id;
}

/** `shape + (n,)`, where one side is of unknown rank. */
export function concatenateSize(
  machine: Machine,
  operator: BinaryOperator,
  left: Value,
  right: Value,
): Value | undefined {
  if (operator !== "+") return undefined;
  if (shapeOfSize(machine, left) === undefined && shapeOfSize(machine, right) === undefined) return undefined;
  const a = asShape(machine, left);
  const b = asShape(machine, right);
  const both = a === undefined || b === undefined ? undefined : concatShapes(a, b, machine);
  return both === undefined ? unknown : sizeFromShape(machine, both);
}

function asShape(machine: Machine, value: Value): Shape | undefined {
  if (value.kind !== "tuple") return shapeOfSize(machine, value);
  return shapeFrom(value.items.map((item) => plainInt(item) ?? machine.size("size")));
}
