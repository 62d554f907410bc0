/** Tensors made from sizes, ranges and literals. */
import {
  asConstant,
  ceilDivide,
  knownDims,
  promote,
  proveAtLeast,
  shapeFrom,
  shapeOf,
  subtract,
} from "../shape/index.ts";
import type { Dim, DType, FreshSizes, Reading, Shape } from "../shape/index.ts";
import type { OpArgument } from "./argument.ts";
import { anyShape } from "./axis.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { inMemoryAnew } from "./memory.ts";
import { any, dtype, flag, float, optionalOperand } from "./parameters.ts";
import { chosen } from "./promotion.ts";
import { atLeast, proof } from "./requirement.ts";
import type { Need } from "./requirement.ts";
import { int, optionalInt, sizes } from "./size-parameters.ts";

const defaultFloat: DType = "float32";

/** No size is negative. */
function sized(size: Shape): readonly Need<"size">[] {
  return [...size.lead, ...size.tail].map((each) => atLeast("size", each, 0));
}

const full = defineOp({
  name: "full",
  // `row_major`: it is sure how the tensor lies in memory; other results whose sizes alone are known are written as `full` too.
  params: { size: sizes({ min: 0 }), dtype: dtype(), low: float(), high: float(), row_major: flag(false) },
  requires: { "negative-size": ({ size }) => sized(size) },
  result: ({ size, dtype, low, high, row_major }) => {
    const range = low === undefined || high === undefined ? undefined : { range: [low, high] as const };
    const made = result(size, chosen(dtype, defaultFloat), range);
    return row_major === true ? inMemoryAnew(made) : made;
  },
  promise: ({ dtype }, fresh) => result(anyShape(fresh), chosen(dtype, defaultFloat)),
});

const randint = defineOp({
  name: "randint",
  params: { low: int(), high: int(), size: sizes({ min: 0 }), dtype: dtype() },
  requires: {
    "empty-range": ({ low, high }) => atLeast("high", subtract(high, low), 1),
    "negative-size": ({ size }) => sized(size),
  },
  result: ({ low, high, size, dtype }) => {
    const least = asConstant(low);
    const most = asConstant(high);
    const reading: Reading = {
      last: "randint",
      ...(least === undefined || most === undefined ? {} : { range: [least, most - 1] as const }),
      ...(most === undefined || least === undefined || most <= 0
        ? {}
        : { classes: { kind: "exactly" as const, count: most } }),
    };
    return inMemoryAnew(result(size, chosen(dtype, "int64"), reading));
  },
  promise: ({ dtype }, fresh) => result(anyShape(fresh), chosen(dtype, "int64")),
});

const randperm = defineOp({
  name: "randperm",
  params: { n: int(undefined, { min: 0 }), dtype: dtype() },
  requires: { "negative-size": ({ n }) => atLeast("n", n, 0) },
  result: ({ n, dtype }) => result(shapeOf(n), chosen(dtype, "int64"), { last: "randperm" }),
});

// --- ranges

/** How many steps of `step` lead from `start` to before `end`. */
function stepCount(start: Dim, end: Dim, step: Dim): Dim | undefined {
  const length = subtract(end, start);
  const by = asConstant(step);
  if (by === undefined || by === 0) return undefined;
  const forwards = by > 0 ? length : subtract(0, length);
  if (proveAtLeast(forwards, 0) !== "holds") return undefined;
  return ceilDivide(forwards, Math.abs(by));
}

const arange = defineOp({
  name: "arange",
  // Not `numbered`, its numbers are not held against sizes: a graph is built before it looks anything up.
  params: { start: any(), end: any(), step: any(), dtype: dtype(), numbered: flag(true) },
  requires: {
    "zero-step": ({ step }) => (numberIn(step) === 0 ? proof("step", "fails") : undefined),
    direction: ({ start, end, step }) => {
      const by = numberIn(step);
      const [first, last] = [numberIn(start), numberIn(end)];
      if (by !== undefined && first !== undefined && last !== undefined) {
        return proof("end", (last - first) * by >= 0 ? "holds" : "fails", { start: String(first), end: String(last) });
      }
      const from = sizeIn(start);
      const to = sizeIn(end);
      if (by === undefined || from === undefined || to === undefined) return undefined;
      return by > 0 ? atLeast("end", to, from) : atLeast("end", from, to);
    },
  },
  result: ({ start, end, step, dtype, numbered }, fresh) => {
    const floats = [start, end, step].some((each) => each.kind === "float");
    const unsure = [start, end, step].some((each) => each.kind !== "float" && each.kind !== "int");
    const kind = floats ? defaultFloat : unsure ? undefined : ("int64" as const);
    const count = floats ? floatSteps(start, end, step) : intSteps(start, end, step);
    return result(shapeOf(count ?? fresh.size("count")), chosen(dtype, kind), {
      last: "arange",
      ...(numbered === true ? counted(start, end, step) : {}),
    });
  },
  promise: ({ dtype }, fresh) => result(shapeOf(fresh.size("count")), chosen(dtype, undefined)),
});

const sizeIn = (argument: OpArgument): Dim | undefined => (argument.kind === "int" ? argument.value : undefined);

function numberIn(argument: OpArgument): number | undefined {
  if (argument.kind === "float") return argument.value;
  return argument.kind === "int" ? asConstant(argument.value) : undefined;
}

/** Whole numbers that follow each other, where both ends are known. */
function counted(start: OpArgument, end: OpArgument, step: OpArgument): Reading {
  const [from, to, by] = [start, end, step].map((each) => (each.kind === "int" ? asConstant(each.value) : undefined));
  if (from === undefined || to === undefined || by !== 1 || to <= from) return {};
  return { range: [from, to - 1], ...(to < 1 ? {} : { classes: { kind: "atLeast", count: to } }) };
}

function intSteps(start: OpArgument, end: OpArgument, step: OpArgument): Dim | undefined {
  const [from, to, by] = [sizeIn(start), sizeIn(end), sizeIn(step)];
  return from === undefined || to === undefined || by === undefined ? undefined : stepCount(from, to, by);
}

function floatSteps(start: OpArgument, end: OpArgument, step: OpArgument): number | undefined {
  const [from, to, by] = [numberIn(start), numberIn(end), numberIn(step)];
  if (from === undefined || to === undefined || by === undefined || by === 0) return undefined;
  return Math.max(0, Math.ceil((to - from) / by));
}

const linspace = defineOp({
  name: "linspace",
  params: { start: optionalOperand(), end: optionalOperand(), steps: int(undefined, { min: 0 }), dtype: dtype() },
  requires: { "negative-size": ({ steps }) => atLeast("steps", steps, 0) },
  result: ({ steps, dtype }) => result(shapeOf(steps), chosen(dtype, defaultFloat), { last: "linspace" }),
});

const eye = defineOp({
  name: "eye",
  params: { n: int(undefined, { min: 0 }), m: optionalInt(), dtype: dtype() },
  requires: {
    "negative-size": ({ n, m }) => [atLeast("n", n, 0), m === undefined ? undefined : atLeast("m", m, 0)],
  },
  result: ({ n, m, dtype }) => result(shapeOf(n, m ?? n), chosen(dtype, defaultFloat), { range: [0, 1], last: "eye" }),
  promise: ({ dtype }, fresh) => result(shapeOf(fresh.size("n"), fresh.size("m")), chosen(dtype, defaultFloat)),
});

// --- literals

interface Literal {
  readonly shape: Shape | undefined;
  readonly dtype: DType | undefined;
  readonly values: readonly number[] | undefined;
  readonly ragged: boolean;
}

/** What a nested list makes: rows of different lengths make it ragged. */
function literal(data: OpArgument, fresh: FreshSizes): Literal {
  switch (data.kind) {
    case "int":
      return { shape: shapeOf(), dtype: "int64", values: valuesOf(asConstant(data.value)), ragged: false };
    case "float":
      return { shape: shapeOf(), dtype: defaultFloat, values: valuesOf(data.value), ragged: false };
    case "flag":
      return { shape: shapeOf(), dtype: "bool", values: [0, 1], ragged: false };
    case "tensor":
      return { shape: data.tensor.shape, dtype: data.tensor.dtype, values: undefined, ragged: false };
    case "sizes": {
      const count = knownDims(data.shape)?.length;
      return { shape: shapeOf(count ?? fresh.size("count")), dtype: "int64", values: undefined, ragged: false };
    }
    case "list":
      return listLiteral(data.items, fresh);
    default:
      return { shape: undefined, dtype: undefined, values: undefined, ragged: false };
  }
}

const valuesOf = (value: number | undefined): readonly number[] | undefined =>
  value === undefined ? undefined : [value];

function listLiteral(items: readonly OpArgument[], fresh: FreshSizes): Literal {
  const all = items.map((item) => literal(item, fresh));
  const [first] = all;
  if (first === undefined) return { shape: shapeOf(0), dtype: defaultFloat, values: undefined, ragged: false };
  const inner = all.map((each) => (each.shape === undefined ? undefined : knownDims(each.shape)));
  const known = inner.filter((each) => each !== undefined);
  // After a first list of nothing PyTorch looks at none of the others.
  const uneven = known[0]?.includes(0) !== true && known.some((each) => differs(each, known[0] ?? []));
  const ragged = all.some((each) => each.ragged) || uneven;
  const sizes = inner[0];
  return {
    shape: sizes === undefined || inner.includes(undefined) ? undefined : shapeFrom([items.length, ...sizes]),
    dtype: all.reduce<DType | undefined>(
      (whole, each) => (whole === undefined || each.dtype === undefined ? undefined : promote(whole, each.dtype)),
      first.dtype,
    ),
    values: all.some((each) => each.values === undefined) ? undefined : all.flatMap((each) => each.values ?? []),
    ragged,
  };
}

const differs = (a: readonly Dim[], b: readonly Dim[]): boolean =>
  a.length !== b.length ||
  a.some((size, index) => {
    const [left, right] = [asConstant(size), asConstant(b[index] ?? size)];
    return left !== undefined && right !== undefined && left !== right;
  });

const tensorLiteral = defineOp({
  name: "tensor",
  params: { data: any(), dtype: dtype() },
  requires: {
    ragged: ({ data }, fresh) => (literal(data, fresh).ragged ? proof("data", "fails") : undefined),
  },
  result: ({ data, dtype }, fresh) => {
    const read = literal(data, fresh);
    const range = read.values === undefined || read.values.length === 0 ? undefined : rangeOf(read.values);
    const whole = chosen(dtype, read.dtype);
    const counts = range !== undefined && whole === "int64" && range[0] >= 0;
    return result(read.shape ?? anyShape(fresh), whole, {
      ...(range === undefined ? {} : { range }),
      ...(counts ? { classes: { kind: "atMost" as const, count: range[1] + 1 } } : {}),
    });
  },
  promise: ({ dtype }, fresh) => result(anyShape(fresh), chosen(dtype, undefined)),
});

function rangeOf(values: readonly number[]): readonly [number, number] {
  return [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)];
}

export const creations: readonly Operation[] = [full, randint, randperm, arange, linspace, eye, tensorLiteral];
