/** Arithmetic of ranges: between which two numbers an operation's values lie. */
import type { Reading } from "../shape/index.ts";

export type Range = readonly [number, number];

const monotone =
  (map: (value: number) => number) =>
  ([low, high]: Range): Range | undefined =>
    range(map(low), map(high));

function range(low: number, high: number): Range | undefined {
  return Number.isNaN(low) || Number.isNaN(high) ? undefined : [low, high];
}

const absolute = ([low, high]: Range): Range => {
  const larger = Math.max(Math.abs(low), Math.abs(high));
  return low <= 0 && high >= 0 ? [0, larger] : [Math.min(Math.abs(low), Math.abs(high)), larger];
};

const everything: Range = [-Infinity, Infinity];

/** What elementwise functions make of the range of their input. */
const mappedRanges: ReadonlyMap<string, (input: Range) => Range | undefined> = new Map([
  ["relu", monotone((value) => Math.max(0, value))],
  ["relu_", monotone((value) => Math.max(0, value))],
  ["relu6", monotone((value) => Math.min(6, Math.max(0, value)))],
  ["exp", monotone(Math.exp)],
  ["expm1", monotone(Math.expm1)],
  ["log", monotone((value) => Math.log(Math.max(0, value)))],
  ["log2", monotone((value) => Math.log2(Math.max(0, value)))],
  ["log10", monotone((value) => Math.log10(Math.max(0, value)))],
  ["log1p", monotone((value) => Math.log1p(Math.max(-1, value)))],
  ["sqrt", monotone((value) => Math.sqrt(Math.max(0, value)))],
  ["round", monotone(Math.round)],
  ["floor", monotone(Math.floor)],
  ["ceil", monotone(Math.ceil)],
  ["abs", absolute],
  ["square", (input) => absolute(input).map((value) => value * value) as unknown as Range],
  ["neg", ([low, high]) => range(-high, -low)],
]);

/** Ranges that hold whatever goes in. */
const fixedRanges: ReadonlyMap<string, Range> = new Map([
  ["sigmoid", [0, 1]],
  ["hardsigmoid", [0, 1]],
  ["tanh", [-1, 1]],
  ["hardtanh", [-1, 1]],
  ["softsign", [-1, 1]],
  ["sin", [-1, 1]],
  ["cos", [-1, 1]],
  ["erf", [-1, 1]],
  ["sign", [-1, 1]],
  ["softplus", [0, Infinity]],
  ["elu", [-1, Infinity]],
  ["logsigmoid", [-Infinity, 0]],
  ["bernoulli", [0, 1]],
]);

export function mapRange(name: string, input: Range | undefined): Range | undefined {
  const fixed = fixedRanges.get(name);
  if (fixed !== undefined) return fixed;
  const mapped = mappedRanges.get(name)?.(input ?? everything);
  return mapped === undefined || (mapped[0] === -Infinity && mapped[1] === Infinity) ? undefined : mapped;
}

/** The range of `a <name> b`. */
export function combineRanges(name: string, a: Range | undefined, b: Range | undefined): Range | undefined {
  if (a === undefined || b === undefined) return undefined;
  switch (name) {
    case "add":
      return range(a[0] + b[0], a[1] + b[1]);
    case "sub":
      return range(a[0] - b[1], a[1] - b[0]);
    case "mul":
      return hull([a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1]]);
    case "div":
    case "true_divide":
      return b[0] > 0 ? hull([a[0] / b[0], a[0] / b[1], a[1] / b[0], a[1] / b[1]]) : undefined;
    case "maximum":
      return range(Math.max(a[0], b[0]), Math.max(a[1], b[1]));
    case "minimum":
      return range(Math.min(a[0], b[0]), Math.min(a[1], b[1]));
    default:
      return undefined;
  }
}

function hull(values: readonly number[]): Range | undefined {
  return range(Math.min(...values), Math.max(...values));
}

/** A reading of values that an operation changed. */
export function changed(last: string, values?: Range): Reading {
  return values === undefined ? { last } : { last, range: values };
}
