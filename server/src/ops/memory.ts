/**
 * How tensors lie in memory, as far as it is sure: `view` takes a tensor only if axes that it joins lie next to each other, which a transposed
 * one's do not. An operation that says nothing of it leaves it unknown, and nothing is required of that.
 */
import { asConstant, knownDims, rankOf } from "../shape/index.ts";
import type { Proof, Shape, TensorType } from "../shape/index.ts";
import type { OpResult } from "./argument.ts";

export type MemoryOrder = readonly number[] | undefined;

/** The order of a tensor that was made anew: row by row. */
export function rowMajor(shape: Shape): MemoryOrder {
  const rank = rankOf(shape);
  return rank === undefined ? undefined : Array.from({ length: rank }, (_, axis) => axis);
}

export const isRowMajor = (order: MemoryOrder): boolean => order?.every((axis, place) => axis === place) === true;

/** A result of one tensor that lies in memory in this order. */
export function inMemory(outcome: OpResult, order: MemoryOrder): OpResult {
  return outcome.kind === "tensor" && order !== undefined
    ? { kind: "tensor", tensor: { ...outcome.tensor, order } }
    : outcome;
}

/** A result that was made anew, whatever it was made of. */
export const inMemoryAnew = (outcome: OpResult): OpResult =>
  outcome.kind === "tensor" ? inMemory(copied(outcome), rowMajor(outcome.tensor.shape)) : outcome;

/** A copy leaves no gaps. */
export function copied(outcome: OpResult): OpResult {
  if (outcome.kind !== "tensor") return outcome;
  const { strides: _, ...tensor } = outcome.tensor;
  return { kind: "tensor", tensor };
}

/** The distance between neighbours along each axis, where it is known in numbers. */
export function knownStrides({ shape, order, strides }: TensorType): readonly number[] | undefined {
  const sizes = knownNumbers(shape);
  const known = strides ?? (order === undefined || sizes === undefined ? undefined : stridesOf(sizes, order));
  return known?.length === sizes?.length ? known : undefined;
}

/** A part of a tensor that stays where it is. */
export function inMemoryWithin(outcome: OpResult, strides: readonly number[] | undefined): OpResult {
  if (outcome.kind !== "tensor" || strides === undefined) return outcome;
  const sizes = knownNumbers(outcome.tensor.shape);
  const order = rowMajor(outcome.tensor.shape);
  if (sizes?.length !== strides.length || order === undefined) return outcome;
  // Along an axis of one element there is no way to go.
  const inOrder = stridesOf(sizes, order).every((stride, axis) => sizes[axis] === 1 || stride === strides[axis]);
  return inOrder ? inMemory(outcome, order) : { kind: "tensor", tensor: { ...outcome.tensor, strides } };
}

function knownNumbers(shape: Shape): readonly number[] | undefined {
  const sizes = knownDims(shape)?.map(asConstant);
  return sizes?.every((each) => each !== undefined) === true ? sizes : undefined;
}

/** A new tensor's order, where all that it was made of was in order too. */
export function inMemoryLike(outcome: OpResult, ...inputs: readonly (TensorType | undefined)[]): OpResult {
  const inOrder = outcome.kind === "tensor" && inputs.every((input) => isRowMajor(input?.order));
  return inOrder ? inMemory(outcome, rowMajor(outcome.tensor.shape)) : outcome;
}

/** After its axes were put into another order: `from[i]` is where axis `i` was. */
export const permuted = (order: MemoryOrder, from: readonly number[]): MemoryOrder =>
  order?.map((axis) => from.indexOf(axis));

/** The distance in memory between neighbours along each axis. */
function stridesOf(sizes: readonly number[], order: readonly number[]): readonly number[] {
  const strides = sizes.map(() => 1);
  let step = 1;
  for (const axis of [...order].reverse()) {
    strides[axis] = step;
    step *= sizes[axis] ?? 1;
  }
  return strides;
}

/** Whether a tensor can be seen in other sizes without a copy. Nothing to ask of one that lies in order, or of which nothing is known. */
export function viewable(input: TensorType, size: Shape): Proof | undefined {
  const { order } = input;
  if (input.strides === undefined && (order === undefined || isRowMajor(order))) return undefined;
  const sizes = knownNumbers(input.shape);
  const wanted = knownNumbers(size);
  const strides = knownStrides(input);
  if (sizes === undefined || wanted === undefined || strides === undefined) return "unknown";
  const count = sizes.reduce((product, each) => product * each, 1);
  const rest = wanted.reduce((product, each) => (each === -1 ? product : product * each), 1);
  const asked = wanted.map((each) => (each === -1 && rest !== 0 ? count / rest : each));
  // Another number of elements is refused for that.
  if (count === 0 || asked.reduce((product, each) => product * each, 1) !== count) return undefined;
  // Axes of one element lie next to anything.
  const long = sizes.flatMap((each, axis) => (each === 1 ? [] : [{ size: each, stride: strides[axis] ?? 1 }]));
  return fits(
    long,
    asked.filter((each) => each !== 1),
  )
    ? "holds"
    : "fails";
}

interface Axis {
  readonly size: number;
  readonly stride: number;
}

/** From the last axis on: axes that lie next to each other make one piece, and each piece is made of whole sizes of the view. */
function fits(axes: readonly Axis[], asked: readonly number[]): boolean {
  const left = [...asked];
  let piece = 1;
  for (let axis = axes.length - 1; axis >= 0; axis -= 1) {
    const { size, stride } = axes[axis] ?? { size: 1, stride: 1 };
    piece *= size;
    if (axes[axis - 1]?.stride === size * stride) continue;
    while (piece > 1) {
      const next = left.pop();
      if (next === undefined || piece % next !== 0) return false;
      piece /= next;
    }
  }
  return true;
}
