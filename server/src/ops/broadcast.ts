/** Operators that work element by element on operands whose shapes broadcast: arithmetic, comparisons, choices. */
import {
  asConstant,
  broadcast,
  isComplex,
  isFloating,
  isInteger,
  minRank,
  promote,
  promoteScalar,
  proveEqualShapes,
  rankOf,
  shapeOf,
} from "../shape/index.ts";
import type { Broadcast, DType, FreshSizes, Reading, ScalarKind, Shape, TensorType } from "../shape/index.ts";
import { unknownResult } from "./argument.ts";
import { anyShape } from "./axis.ts";
import { combineClasses } from "./class-arithmetic.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { changed, combineRanges } from "./interval.ts";
import type { Range } from "./interval.ts";
import { inMemory, inMemoryLike } from "./memory.ts";
import { flag, operand, optionalOperand, tensor, tensors, text } from "./parameters.ts";
import type { Operand } from "./parameters.ts";
import { floatOf } from "./promotion.ts";
import { broadcastable, dtypeIn, proof } from "./requirement.ts";
import type { Need } from "./requirement.ts";

const comparisons = new Set(
  "eq ne lt le gt ge equal not_equal less less_equal greater greater_equal isclose logical_and logical_or logical_xor".split(
    " ",
  ),
);
const divisions = new Set(
  "div true_divide divide atan2 arctan2 xlogy special_xlogy logaddexp logaddexp2 copysign ldexp zeta".split(" "),
);

/** What pairs of axes have to agree: those already refuted, and those not decided. */
export function broadcastNeeds<S extends string>(whole: Broadcast, subjects: readonly S[]): readonly Need<S>[] {
  return [...whole.conflicts, ...whole.undecided].flatMap((pair) => {
    const subject = subjects[pair.rightShape] ?? subjects[0];
    return subject === undefined ? [] : [broadcastable(subject, pair.left, pair.right, pair.axis)];
  });
}

export function broadcastShape(shapes: readonly Shape[], fresh: FreshSizes): Shape {
  return broadcast(shapes, fresh).shape ?? anyShape(fresh);
}

type Given<S extends string> = Readonly<Record<S, Operand | TensorType | undefined>>;

/** The tensors among operands, with the parameters that took them. */
function tensorsAmong<S extends string>(given: Given<S>): readonly (readonly [S, TensorType])[] {
  const among: (readonly [S, TensorType])[] = [];
  for (const name in given) {
    const value = given[name];
    if (value === undefined) continue;
    if ("shape" in value) among.push([name, value]);
    else if (value.kind === "tensor") among.push([name, value.tensor]);
  }
  return among;
}

/** What must hold for operands to broadcast, by parameter. */
export function needsOf<S extends string>(given: Given<S>, fresh: FreshSizes): readonly Need<S>[] {
  const among = tensorsAmong(given);
  const shapes = among.map(([, { shape }]) => shape);
  return broadcastNeeds(
    broadcast(shapes, fresh),
    among.map(([name]) => name),
  );
}

/** The shape that operands broadcast to. */
export function shapeOfOperands<S extends string>(given: Given<S>, fresh: FreshSizes): Shape {
  const shapes = tensorsAmong(given).map(([, { shape }]) => shape);
  return broadcastShape(shapes, fresh);
}

const elementwise = defineOp({
  name: "elementwise",
  family: "name",
  // `strict`: both operands are of one type, and a number takes the tensor's.
  params: {
    name: text(),
    a: operand(),
    b: operand(),
    c: optionalOperand(),
    in_place: flag(false),
    strict: flag(false),
  },
  requires: {
    broadcast: ({ a, b, c }, fresh) => needsOf({ a, b, c }, fresh),
    "same-dtype": ({ a, b, strict }) => (strict === true ? oneDType(a, b) : undefined),
    "in-place-shape": ({ a, b, c, in_place }, fresh) => {
      if (in_place !== true || a.kind !== "tensor") return undefined;
      return proof("b", proveEqualShapes(shapeOfOperands({ a, b, c }, fresh), a.tensor.shape));
    },
    "in-place-dtype": ({ name, a, b, c, in_place }) => {
      if (in_place !== true || a.kind !== "tensor" || a.tensor.dtype === undefined) return undefined;
      const given = elementwiseDType(name ?? "", operands(a, b, c));
      return given === undefined
        ? undefined
        : proof("b", fitsInto(given, a.tensor.dtype), { actual: given, wanted: a.tensor.dtype });
    },
  },
  result: ({ name, a, b, c, in_place }, fresh) => {
    const given = operands(a, b, c);
    if (given.every((value) => value.kind === "number")) return unknownResult;
    const shape = shapeOfOperands({ a, b, c }, fresh);
    if (in_place === true && a.kind === "tensor") {
      return result(a.tensor.shape, a.tensor.dtype, elementwiseReading(name ?? "", a, b));
    }
    const dtype = name === undefined || in_place === undefined ? undefined : elementwiseDType(name, given);
    const made = result(shape, dtype, c === undefined ? elementwiseReading(name ?? "", a, b) : changed(name ?? ""));
    const tensors = given.flatMap((value) => (value.kind === "tensor" ? [value.tensor] : []));
    return tensors.length === 1 ? inMemory(made, tensors[0]?.order) : inMemoryLike(made, ...tensors);
  },
  promise: ({ name, a, b, c, in_place }, fresh) => {
    if (a === undefined || b === undefined) return unknownResult;
    const kept = in_place === true && a.kind === "tensor" ? a.tensor.shape : anyShape(fresh);
    return result(kept, name === undefined ? undefined : elementwiseDType(name, operands(a, b, c)));
  },
});

/**
 * Tensors of two types do not mix, and a broken number does not go into a tensor of whole ones. Symbolic inputs, whose sizes are not all known,
 * may be converted first.
 */
function oneDType(a: Operand, b: Operand): Need<"a" | "b"> | undefined {
  const left = dtypeOf(a, b);
  const right = dtypeOf(b, a);
  if (left === undefined || right === undefined || left === right) return undefined;
  const symbolic = [a, b].some((each) => each.kind === "tensor" && isSymbolic(each.tensor.shape));
  const decided = symbolic ? "unknown" : "fails";
  // The whole numbers are what to convert; of one kind, the second.
  return b.kind === "number" || (isFloating(right) && !isFloating(left))
    ? proof("a", decided, { actual: left, wanted: right })
    : proof("b", decided, { actual: right, wanted: left });
}

/** A number has the type of the tensor beside it where that holds it. */
function dtypeOf(value: Operand, beside: Operand): DType | undefined {
  if (value.kind === "tensor") return value.tensor.dtype;
  const other = beside.kind === "tensor" ? beside.tensor.dtype : undefined;
  return value.type === "float" && other !== undefined && !isFloating(other) && !isComplex(other) ? "float32" : other;
}

const isSymbolic = ({ lead, rest, tail }: Shape): boolean =>
  rest !== undefined || [...lead, ...tail].some((size) => asConstant(size) === undefined);

const operands = (...values: readonly (Operand | undefined)[]): readonly Operand[] =>
  values.filter((value) => value !== undefined);

/** Kinds of numbers, in the order in which one swallows the other. */
const category = (dtype: DType): number =>
  isComplex(dtype) ? 3 : isFloating(dtype) ? 2 : isInteger(dtype) ? 1 : dtype === "bool" ? 0 : 4;

const fitsInto = (from: DType, to: DType) => (category(from) <= category(to) ? "holds" : "fails");

function elementwiseDType(name: string, given: readonly Operand[]): DType | undefined {
  if (comparisons.has(name)) return "bool";
  const common = operandDType(given);
  if (name === "float_power" && common !== undefined) return isComplex(common) ? "complex128" : "float64";
  return divisions.has(name) ? floatOf(common) : common;
}

/** torch.result_type of tensors: those with axes first; scalars count only where they are of a larger kind. */
export const resultDType = (tensors: readonly TensorType[]): DType | undefined =>
  operandDType(tensors.map((tensor) => ({ kind: "tensor", tensor })));

/** The same, of tensors and numbers. */
function operandDType(given: readonly Operand[]): DType | undefined {
  const tensors = given.flatMap((value) => (value.kind === "tensor" ? [value.tensor] : []));
  const dtypes = tensors.map((value) => value.dtype);
  if (dtypes.some((dtype) => dtype === undefined)) return undefined;
  const certain = tensors.filter((value) => minRank(value.shape) > 0);
  const scalars = tensors.filter((value) => minRank(value.shape) === 0);
  const agreed = new Set(dtypes).size === 1;
  if (!agreed && scalars.some((value) => rankOf(value.shape) === undefined)) return undefined;
  const main = promoteAll(certain.map((value) => value.dtype));
  const minor = promoteAll(scalars.map((value) => value.dtype));
  const whole = main === undefined ? minor : minor === undefined || category(minor) <= category(main) ? main : minor;
  if (whole === undefined) return undefined;
  return given.reduce<DType | undefined>(
    (dtype, value) => (value.kind === "number" ? withNumber(dtype, value.type) : dtype),
    whole,
  );
}

/** A number that may have a fraction leaves only those types as they are that have one too. */
function withNumber(dtype: DType | undefined, type: ScalarKind | "unknown"): DType | undefined {
  if (dtype === undefined) return undefined;
  if (type !== "unknown") return promoteScalar(dtype, type);
  return isFloating(dtype) || isComplex(dtype) ? dtype : undefined;
}

function promoteAll(dtypes: readonly (DType | undefined)[]): DType | undefined {
  const [first, ...others] = dtypes;
  return others.reduce<DType | undefined>(
    (whole, dtype) => (whole === undefined || dtype === undefined ? undefined : promote(whole, dtype)),
    first,
  );
}

/** Adding a very small number is a guard against zero: it does not change what the numbers mean. */
const negligible = 1e-3;

function elementwiseReading(name: string, a: Operand, b: Operand): Reading {
  if (comparisons.has(name)) return changed(name, [0, 1]);
  if (name === "add" && a.kind === "tensor" && b.kind === "number" && Math.abs(b.value ?? 1) <= negligible) {
    return a.tensor.reading ?? {};
  }
  return { ...changed(name, combineRanges(name, rangeOf(a), rangeOf(b))), ...combineClasses(name, a, b) };
}

function rangeOf(value: Operand): Range | undefined {
  if (value.kind === "tensor") return value.tensor.reading?.range;
  return value.value === undefined ? undefined : [value.value, value.value];
}

/** A comparison that is answered where the operands do not broadcast as well. */
const alike = defineOp({
  name: "alike",
  params: { a: operand(), b: operand() },
  result: ({ a, b }, fresh) => {
    const shapes = tensorsAmong({ a, b }).map(([, { shape }]) => shape);
    const whole = broadcast(shapes, fresh);
    // One answer for all, or one for each element: which of them it is must be sure.
    const isSure = whole.undecided.length === 0 && shapes.every(({ rest }) => rest === undefined);
    const each = (isSure ? whole.shape : undefined) ?? anyShape(fresh);
    return result(whole.conflicts.length > 0 ? shapeOf() : each, "bool", changed("eq", [0, 1]));
  },
});

const where = defineOp({
  name: "where",
  params: { condition: tensor("*_"), input: operand(), other: operand() },
  requires: {
    dtype: ({ condition }) => dtypeIn("condition", condition.dtype, ["bool", "uint8"]),
    broadcast: ({ condition, input, other }, fresh) => needsOf({ condition, input, other }, fresh),
  },
  result: ({ condition, input, other }, fresh) => {
    const numbers = input.kind === "number" && other.kind === "number";
    const floats = numbers && (input.type === "float" || other.type === "float");
    const ints = numbers && !floats ? "int64" : undefined;
    return result(
      shapeOfOperands({ condition, input, other }, fresh),
      floats ? "float32" : (ints ?? operandDType([input, other])),
      {
        last: "where",
      },
    );
  },
  promise: ({ input, other }, fresh) =>
    result(anyShape(fresh), input === undefined || other === undefined ? undefined : operandDType([input, other])),
});

const clamp = defineOp({
  name: "clamp",
  params: { input: tensor("*_"), min: optionalOperand(), max: optionalOperand() },
  requires: {
    broadcast: ({ input, min, max }, fresh) => needsOf({ input, min, max }, fresh),
  },
  result: ({ input, min, max }, fresh) => {
    const shape = shapeOfOperands({ input, min, max }, fresh);
    return result(shape, operandDType(operands({ kind: "tensor", tensor: input }, min, max)), clamped(input, min, max));
  },
  promise: ({ input }, fresh) => result(anyShape(fresh), input?.dtype),
});

/** Clamped values mean what they meant before; classes may have been joined at the bounds. */
function clamped(input: TensorType, min: Operand | undefined, max: Operand | undefined): Reading {
  const [low, high] = input.reading?.range ?? [-Infinity, Infinity];
  const least = min === undefined ? -Infinity : (rangeOf(min)?.[0] ?? -Infinity);
  const most = max === undefined ? Infinity : (rangeOf(max)?.[1] ?? Infinity);
  const { range: _, varied: __, classes, ...others } = input.reading ?? {};
  const bounded: Range = [Math.max(low, least), Math.min(high, most)];
  return {
    ...others,
    ...(bounded[0] === -Infinity && bounded[1] === Infinity ? {} : { range: bounded }),
    ...(classes === undefined ? {} : { classes: { kind: "atMost", count: classes.count } }),
  };
}

const maskedFill = defineOp({
  name: "masked_fill",
  params: { input: tensor("*_"), mask: tensor("*_"), value: operand() },
  requires: {
    dtype: ({ mask }) => dtypeIn("mask", mask.dtype, ["bool"]),
    broadcast: ({ input, mask }, fresh) => needsOf({ input, mask }, fresh),
  },
  result: ({ input, mask }, fresh) =>
    inMemoryLike(result(broadcastShape([input.shape, mask.shape], fresh), input.dtype, { last: "masked_fill" }), input),
  promise: ({ input }, fresh) => result(anyShape(fresh), input?.dtype),
});

const broadcastTensors = defineOp({
  name: "broadcast_tensors",
  params: { tensors: tensors() },
  requires: {
    broadcast: ({ tensors }, fresh) =>
      broadcastNeeds(
        broadcast(
          (tensors ?? []).map((each) => each.shape),
          fresh,
        ),
        ["tensors" as const],
      ),
  },
  result: ({ tensors }, fresh) => {
    if (tensors === undefined) return unknownResult;
    const shape = broadcastShape(
      tensors.map((each) => each.shape),
      fresh,
    );
    return { kind: "tuple", items: tensors.map((each) => result(shape, each.dtype)) };
  },
});

export const broadcasts: readonly Operation[] = [elementwise, alike, where, clamp, maskedFill, broadcastTensors];
