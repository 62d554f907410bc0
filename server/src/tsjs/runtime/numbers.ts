/**
 * Numbers as JavaScript has them: one kind only. An integer that a double holds exactly is an int here, so that sizes keep their symbols;
 * a quotient of sizes (`n / 2`) remembers its parts until `Math.floor` makes an integer of it again.
 */
import {
  add,
  asConstant,
  boundsOf,
  floorDivide,
  modulo,
  multiply,
  negate,
  proveMultiple,
  subtract,
} from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import type { Machine } from "../../interp/machine.ts";
import { anyFloat, constantNumber, float, int } from "../../interp/values.ts";
import type { FloatValue, Value } from "../../interp/values.ts";

/** A fraction of two sizes; the denominator is a positive constant. */
export interface Quotient {
  readonly numerator: Dim;
  readonly denominator: number;
}

/** A number that is not an integer for all that is known, but is the exact quotient of a symbolic size and a constant. */
interface QuotientFloat extends FloatValue {
  readonly quotient: Quotient;
}

export function number(value: number): Value {
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? int(value) : float(value);
}

export function isNumber(value: Value): boolean {
  return value.kind === "int" || value.kind === "float";
}

/** The known number that a value converts to; `undefined` where it depends on what is not known. */
export function toNumber(value: Value): number | undefined {
  switch (value.kind) {
    case "none":
      return 0;
    case "undefined":
      return NaN;
    case "str":
      return value.value === undefined ? undefined : Number(value.value);
    default:
      return constantNumber(value);
  }
}

/** Whether converting the value to a number gives one, known or not. */
export function isNumeric(value: Value): boolean {
  return isNumber(value) || value.kind === "bool" || value.kind === "none" || value.kind === "undefined";
}

/** The exact fraction that a number is, where it is one of sizes. */
export function quotientOf(value: Value): Quotient | undefined {
  if (value.kind === "int") return { numerator: value.size, denominator: 1 };
  if (value.kind === "float" && "quotient" in value) return (value as QuotientFloat).quotient;
  const constant = toNumber(value);
  if (constant === undefined || !Number.isFinite(constant) || Math.abs(constant) > 1e9) return undefined;
  for (let denominator = 1; denominator <= 1024; denominator *= 2) {
    if (Number.isInteger(constant * denominator)) return { numerator: constant * denominator, denominator };
  }
  return undefined;
}

/** The number that a fraction is: an integer wherever that is proved. */
export function fromQuotient(machine: Machine, { numerator, denominator }: Quotient): Value {
  const constant = asConstant(numerator);
  if (constant !== undefined) return number(constant / denominator);
  if (denominator === 1) return sized(machine, numerator);
  if (proveMultiple(numerator, denominator) === "holds") return sized(machine, floorDivide(numerator, denominator));
  const value: QuotientFloat = { ...anyFloat, quotient: { numerator, denominator } };
  return value;
}

/** An integer; one that a double does not hold exactly is some integer. */
export function sized(machine: Machine, size: Dim): Value {
  return typeof size === "number" ? (Number.isSafeInteger(size) ? number(size) : machine.anyInt()) : int(size);
}

export function combine(machine: Machine, operator: "+" | "-" | "*" | "/", a: Quotient, b: Quotient): Value {
  switch (operator) {
    case "+":
    case "-": {
      const left = multiply(a.numerator, b.denominator);
      const right = multiply(b.numerator, a.denominator);
      const numerator = operator === "+" ? add(left, right) : subtract(left, right);
      return fromQuotient(machine, { numerator, denominator: a.denominator * b.denominator });
    }
    case "*":
      return fromQuotient(machine, {
        numerator: multiply(a.numerator, b.numerator),
        denominator: a.denominator * b.denominator,
      });
    case "/":
      return divide(machine, a, b);
  }
}

function divide(machine: Machine, a: Quotient, b: Quotient): Value {
  const divisor = asConstant(b.numerator);
  if (divisor === undefined) {
    if (a.denominator !== 1 || b.denominator !== 1 || proveMultiple(a.numerator, b.numerator) !== "holds")
      return anyFloat;
    return sized(machine, floorDivide(a.numerator, b.numerator));
  }
  if (divisor === 0) return anyFloat;
  const numerator = multiply(a.numerator, divisor < 0 ? -b.denominator : b.denominator);
  return fromQuotient(machine, { numerator, denominator: a.denominator * Math.abs(divisor) });
}

export type Rounding = "floor" | "ceil" | "round" | "trunc";

/** The integer that a fraction is rounded to; truncation only where the sign is known. */
export function roundQuotient({ numerator, denominator }: Quotient, rounding: Rounding): Dim | undefined {
  const floor = (a: Dim, b: number): Dim => (b === 1 ? a : floorDivide(a, b));
  switch (rounding) {
    case "floor":
      return floor(numerator, denominator);
    case "ceil":
      return negate(floor(negate(numerator), denominator));
    case "round":
      return floor(add(multiply(numerator, 2), denominator), 2 * denominator);
    case "trunc": {
      const { min, max } = boundsOf(numerator);
      if (min >= 0) return floor(numerator, denominator);
      return max <= 0 ? negate(floor(negate(numerator), denominator)) : undefined;
    }
  }
}

/** The remainder has the sign of its left side, so that it is the mathematical modulo only where that is not negative. */
export function remainder(machine: Machine, a: Quotient, b: Quotient): Value {
  const divisor = asConstant(b.numerator);
  if (a.denominator !== 1 || b.denominator !== 1) return anyFloat;
  if (divisor === undefined || divisor <= 0 || boundsOf(a.numerator).min < 0) return machine.anyInt();
  return sized(machine, modulo(a.numerator, divisor));
}
