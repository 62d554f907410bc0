/** `Math`, and the methods and statics of numbers. Rounding a quotient of sizes gives a size. */
import { boundsOf, proveAtLeast } from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import type { Machine } from "../../interp/machine.ts";
import { anyBool, anyFloat, anyStr, bool, float, str, undefinedValue, unknown } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";
import { constantsOf } from "./constants.ts";
import type { Native, Natives } from "./natives.ts";
import { number, quotientOf, roundQuotient, sized, toNumber } from "./numbers.ts";
import type { Rounding } from "./numbers.ts";
import { binary, deriveOpen, unary } from "./operators.ts";
import { textOf } from "./truth.ts";

const rounding =
  (form: Rounding): Native =>
  (machine, _, [value = undefinedValue]) =>
    round(machine, value, form);

export function round(machine: Machine, value: Value, form: Rounding): Value {
  const constant = toNumber(value);
  if (constant !== undefined) return number(Math[form](constant));
  if (value.kind === "open") {
    const { derived } = value;
    return form === "floor" && derived?.operator === "/"
      ? deriveOpen(machine, "//", derived.left, derived.right)
      : value;
  }
  const quotient = quotientOf(value);
  const size = quotient === undefined ? undefined : roundQuotient(quotient, form);
  if (size !== undefined) return sized(machine, size);
  return value.kind === "int" || value.kind === "float" || value.kind === "bool" ? machine.anyInt() : unknown;
}

const extreme =
  (largest: boolean): Native =>
  (machine, _, args, { open }) => {
    const known = constantsOf(args);
    if (open) return args.length > 0 && args.every(({ kind }) => kind === "int") ? machine.anyInt() : unknown;
    if (known !== undefined) return number(Math[largest ? "max" : "min"](...args.map((each) => toNumber(each) ?? NaN)));
    const sizes = args.map((each) => (each.kind === "int" ? each.size : undefined));
    return sizes.includes(undefined) ? anyFloat : extremeSize(machine, sizes as readonly Dim[], largest);
  };

/** The one that is proved to be the extreme, or a size within the bounds of all. */
function extremeSize(machine: Machine, sizes: readonly Dim[], largest: boolean): Value {
  const found = sizes.find((size) =>
    sizes.every((other) => proveAtLeast(largest ? size : other, largest ? other : size) === "holds"),
  );
  if (found !== undefined) return sized(machine, found);
  const bounds = sizes.map(boundsOf);
  const pick = largest ? Math.max : Math.min;
  return machine.anyInt({ min: pick(...bounds.map(({ min }) => min)), max: pick(...bounds.map(({ max }) => max)) });
}

const power: Native = (machine, _, [base = undefinedValue, exponent = undefinedValue]) =>
  binary(machine, "**", base, exponent);

const absolute: Native = (machine, _, [value = undefinedValue]) => {
  const constant = toNumber(value);
  if (constant !== undefined) return number(Math.abs(constant));
  if (value.kind !== "int") return value.kind === "float" ? anyFloat : unknown;
  const { min, max } = boundsOf(value.size);
  return min >= 0 ? value : max <= 0 ? unary(machine, "-", value) : machine.anyInt({ min: 0 });
};

/** Functions of which we know only what they give for numbers that are known. */
const plainNames =
  "sqrt cbrt exp expm1 log log2 log10 log1p sin cos tan asin acos atan atan2 sinh cosh tanh hypot sign fround".split(
    " ",
  );

const computed = Math as unknown as Readonly<Record<string, (...values: readonly number[]) => number>>;

function plain(name: string): Native {
  return (_, __, args) => {
    const known = args.map(toNumber).filter((each) => each !== undefined);
    const result = known.length < args.length ? undefined : computed[name]?.(...known);
    return result === undefined ? anyFloat : number(result);
  };
}

export const mathFunctions: Natives = {
  ...Object.fromEntries(plainNames.map((name) => [name, plain(name)])),
  floor: rounding("floor"),
  ceil: rounding("ceil"),
  round: rounding("round"),
  trunc: rounding("trunc"),
  max: extreme(true),
  min: extreme(false),
  pow: power,
  abs: absolute,
  random: () => anyFloat,
};

export const mathConstants: Readonly<Record<string, Value>> = Object.fromEntries(
  (["PI", "E", "LN2", "LN10", "LOG2E", "LOG10E", "SQRT2", "SQRT1_2"] as const).map((name) => [name, float(Math[name])]),
);

// --- numbers

const texts = Number.prototype as unknown as Readonly<
  Record<string, (this: number, ...args: readonly unknown[]) => string>
>;

function numberText(name: string): Native {
  return (machine, self, args) => {
    const value = toNumber(self);
    const known = constantsOf(args);
    if (value === undefined || known === undefined) return anyStr;
    try {
      return str(texts[name]?.call(value, ...known));
    } catch {
      return machine.raise(undefined);
    }
  };
}

/** What `toString` and `valueOf` of any object may give. */
export const itself: Native = (_, self) => self;

export const numberMethods: Natives = {
  toFixed: numberText("toFixed"),
  toPrecision: numberText("toPrecision"),
  toString: numberText("toString"),
  toExponential: numberText("toExponential"),
  toLocaleString: () => anyStr,
  valueOf: itself,
};

const parseInteger: Native = (machine, _, [value = undefinedValue, base]) => {
  if (value.kind === "int" || value.kind === "float" || value.kind === "open") return round(machine, value, "trunc");
  const text = textOf(machine, value);
  const radix = base === undefined ? undefined : toNumber(base);
  if (text === undefined || (base !== undefined && radix === undefined)) return anyFloat;
  return number(parseInt(text, radix));
};

const parseNumber: Native = (machine, _, [value = undefinedValue]) => {
  if (value.kind === "int" || value.kind === "float") return value;
  const text = textOf(machine, value);
  return text === undefined ? anyFloat : number(parseFloat(text));
};

/** `Number(value)`. */
export const toNumberValue: Native = (machine, _, [value]) => {
  if (value === undefined) return number(0);
  const constant = toNumber(value);
  if (constant !== undefined) return number(constant);
  if (value.kind === "int" || value.kind === "float" || value.kind === "open") return value;
  const text = value.kind === "list" ? textOf(machine, value) : undefined;
  return text === undefined ? anyFloat : number(Number(text));
};

const isInteger: Native = (_, __, [value = undefinedValue]) => {
  if (value.kind === "int") return bool(true);
  if (value.kind === "float") return bool(value.value === undefined ? undefined : Number.isInteger(value.value));
  return value.kind === "open" || value.kind === "unknown" ? anyBool : bool(false);
};

const isFiniteNumber: Native = (_, __, [value = undefinedValue]) => {
  if (value.kind === "int") return bool(true);
  const constant = toNumber(value);
  return bool(constant === undefined ? undefined : Number.isFinite(constant));
};

const isNaNValue: Native = (_, __, [value = undefinedValue]) => {
  if (value.kind === "int") return bool(false);
  const constant = toNumber(value);
  return bool(constant === undefined ? undefined : Number.isNaN(constant));
};

export const numberFunctions: Natives = {
  isInteger,
  isSafeInteger: isInteger,
  isFinite: isFiniteNumber,
  isNaN: isNaNValue,
  parseInt: parseInteger,
  parseFloat: parseNumber,
};

export const numberConstants: Readonly<Record<string, Value>> = {
  MAX_SAFE_INTEGER: number(Number.MAX_SAFE_INTEGER),
  MIN_SAFE_INTEGER: number(Number.MIN_SAFE_INTEGER),
  MAX_VALUE: number(Number.MAX_VALUE),
  EPSILON: number(Number.EPSILON),
  POSITIVE_INFINITY: number(Infinity),
  NEGATIVE_INFINITY: number(-Infinity),
  NaN: number(NaN),
};
