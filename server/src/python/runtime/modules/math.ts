/** `math` and `cmath`'s constants: exact on sizes where the answer is an integer, else on known numbers. */
import { boundsOf, product } from "../../../shape/index.ts";
import type { Machine } from "../../../interp/machine.ts";
import {
  anyBool,
  anyFloat,
  bool,
  builtin,
  constantInt,
  constantNumber,
  float,
  int,
  tuple,
  unknown,
} from "../../../interp/values.ts";
import type { BuiltinValue, Value } from "../../../interp/values.ts";
import { namedFunction } from "../calls.ts";
import { equals } from "../equality.ts";
import { raiseError } from "../exceptions.ts";
import { payloadOf } from "../lookup.ts";
import { wholeNumber } from "../number-functions.ts";
import { intOrAny, plainInt, safeInt } from "../numbers.ts";
import { binary } from "../operators.ts";

function known(value: Value | undefined): number | undefined {
  if (value === undefined) return undefined;
  const plain = payloadOf(value);
  return plain.kind === "open" ? undefined : constantNumber(plain);
}

/** A function of known floats; a domain error raises, as in the program. */
function floatFunction(name: string, run: (...numbers: number[]) => number, arity = 1): BuiltinValue {
  const parameters = Array.from({ length: arity }, (_, i) => `x${i}`);
  return namedFunction(name, parameters, arity, (machine, args) => {
    const numbers = args.map(known);
    if (numbers.some((number) => number === undefined)) return anyFloat;
    const result = run(...(numbers as number[]));
    if (Number.isNaN(result) && !numbers.some(Number.isNaN))
      return raiseError(machine, "ValueError", "math domain error");
    return float(result);
  });
}

function testFunction(name: string, test: (value: number) => boolean): BuiltinValue {
  return namedFunction(name, ["x"], 1, (_, [value]) => {
    const number = known(value);
    return number === undefined ? anyBool : bool(test(number));
  });
}

function rounding(name: string, direction: "floor" | "ceil" | "truncate"): BuiltinValue {
  return namedFunction(name, ["x"], 1, (machine, [value = unknown]) =>
    value.kind === "unknown" ? machine.anyInt() : wholeNumber(machine, value, direction),
  );
}

const log = namedFunction("log", ["x", "base"], 1, (_, [value, base]) => {
  const x = known(value);
  const b = known(base);
  if (x === undefined || x <= 0 || (base !== undefined && (b === undefined || b <= 0))) return anyFloat;
  return float(b === undefined ? Math.log(x) : Math.log(x) / Math.log(b));
});

const sqrt = namedFunction("sqrt", ["x"], 1, (machine, [value]) => {
  const x = known(value);
  if (x === undefined) return anyFloat;
  return x < 0 ? raiseError(machine, "ValueError", "math domain error") : float(Math.sqrt(x));
});

const isqrt = namedFunction("isqrt", ["n"], 1, (machine, [value]) => {
  const n = known(value);
  if (n === undefined || n < 0) return machine.anyInt({ min: 0 });
  const root = Math.floor(Math.sqrt(n));
  return int(root * root > n ? root - 1 : (root + 1) ** 2 <= n ? root + 1 : root);
});

const prod: BuiltinValue = builtin("prod", (machine, { positional: [source], named }) => {
  const start = named.get("start") ?? int(1);
  if (source === undefined) return unknown;
  const { items, rest } = machine.iterate(source);
  if (rest !== undefined)
    return items.every((item) => plainInt(item) !== undefined) && rest.kind === "int" ? machine.anyInt() : unknown;
  const sizes = [start, ...items].map(plainInt);
  const all = sizes.filter((size) => size !== undefined);
  if (all.length === sizes.length) return intOrAny(machine, product(all));
  return items.reduce((left, right) => binary(machine, "*", left, right), start);
});

function integerFunction(name: string, neutral: number, run: (a: number, b: number) => number): BuiltinValue {
  return builtin(name, (machine, { positional, open }) => {
    const numbers = positional.map(constantInt);
    if (open || numbers.includes(undefined)) return machine.anyInt({ min: 0 });
    return intOrAny(machine, safeInt((numbers as number[]).reduce(run, neutral)));
  });
}

export function gcd(a: number, b: number): number {
  let x = Math.abs(a);
  let y = Math.abs(b);
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

const factorial = namedFunction("factorial", ["x"], 1, (machine, [value]) => {
  const n = known(value);
  if (n === undefined || n < 0 || n > 18) return machine.anyInt({ min: 1 });
  return int(Array.from({ length: n }, (_, i) => i + 1).reduce((a, b) => a * b, 1));
});

/** Ordered and unordered choices of k out of n. */
function choices(name: "comb" | "perm"): BuiltinValue {
  return namedFunction(name, ["n", "k"], 1, (machine, [total, chosen]) => {
    const n = known(total);
    const k = chosen === undefined ? (name === "perm" ? n : undefined) : known(chosen);
    if (n === undefined || k === undefined || n < 0 || k < 0 || n > 10_000 || k > 10_000)
      return machine.anyInt({ min: 0 });
    let result = 1n;
    for (let i = 0; i < k; i++) result = result * BigInt(n - i);
    for (let i = 2; name === "comb" && i <= k; i++) result = result / BigInt(i) + (result % BigInt(i)) / BigInt(i);
    return intOrAny(machine, safeInt(Number(result)));
  });
}

function absolute(machine: Machine, value: Value): Value {
  const size = plainInt(value);
  if (size !== undefined && boundsOf(size).min >= 0) return binary(machine, "*", value, float(1));
  const number = known(value);
  return float(number === undefined ? undefined : Math.abs(number));
}

const isclose: BuiltinValue = builtin("isclose", (machine, { positional: [left, right], named }) => {
  const a = known(left);
  const b = known(right);
  const relative = named.get("rel_tol");
  const absoluteTolerance = named.get("abs_tol");
  if (left !== undefined && right !== undefined && equals(machine, left, right) === true) return bool(true);
  const [rel, tolerance] = [
    relative === undefined ? 1e-9 : known(relative),
    absoluteTolerance === undefined ? 0 : known(absoluteTolerance),
  ];
  if (a === undefined || b === undefined || rel === undefined || tolerance === undefined) return anyBool;
  return bool(Math.abs(a - b) <= Math.max(rel * Math.max(Math.abs(a), Math.abs(b)), tolerance));
});

const functions: readonly BuiltinValue[] = [
  rounding("floor", "floor"),
  rounding("ceil", "ceil"),
  rounding("trunc", "truncate"),
  log,
  sqrt,
  isqrt,
  prod,
  factorial,
  isclose,
  choices("comb"),
  choices("perm"),
  integerFunction("gcd", 0, gcd),
  integerFunction("lcm", 1, (a, b) => (a === 0 || b === 0 ? 0 : Math.abs(a * b) / gcd(a, b))),
  namedFunction("fabs", ["x"], 1, (machine, [value = unknown]) => absolute(machine, value)),
  floatFunction("exp", Math.exp),
  floatFunction("expm1", Math.expm1),
  floatFunction("log2", Math.log2),
  floatFunction("log10", Math.log10),
  floatFunction("log1p", Math.log1p),
  floatFunction("sin", Math.sin),
  floatFunction("cos", Math.cos),
  floatFunction("tan", Math.tan),
  floatFunction("asin", Math.asin),
  floatFunction("acos", Math.acos),
  floatFunction("atan", Math.atan),
  floatFunction("sinh", Math.sinh),
  floatFunction("cosh", Math.cosh),
  floatFunction("tanh", Math.tanh),
  floatFunction("cbrt", Math.cbrt),
  floatFunction("degrees", (x) => (x * 180) / Math.PI),
  floatFunction("radians", (x) => (x * Math.PI) / 180),
  floatFunction("atan2", Math.atan2, 2),
  floatFunction("pow", (a, b) => a ** b, 2),
  floatFunction("fmod", (a, b) => a % b, 2),
  floatFunction("copysign", (a, b) => (b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a)), 2),
  builtin("hypot", (_, { positional }) => {
    const numbers = positional.map(known);
    return numbers.includes(undefined) ? anyFloat : float(Math.hypot(...(numbers as number[])));
  }),
  builtin("fsum", () => anyFloat),
  builtin("erf", () => anyFloat),
  builtin("gamma", () => anyFloat),
  builtin("lgamma", () => anyFloat),
  builtin("dist", () => anyFloat),
  builtin("modf", (_, { positional: [value] }) => {
    const x = known(value);
    return x === undefined ? tuple([anyFloat, anyFloat]) : tuple([float(x - Math.trunc(x)), float(Math.trunc(x))]);
  }),
  builtin("frexp", (machine) => tuple([anyFloat, machine.anyInt()])),
  testFunction("isnan", Number.isNaN),
  testFunction("isinf", (x) => !Number.isFinite(x) && !Number.isNaN(x)),
  testFunction("isfinite", Number.isFinite),
];

export const mathModule: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...functions.map((fn) => [fn.name, fn] as const),
  ["pi", float(Math.PI)],
  ["e", float(Math.E)],
  ["tau", float(2 * Math.PI)],
  ["inf", float(Infinity)],
  ["nan", float(Number.NaN)],
]);
