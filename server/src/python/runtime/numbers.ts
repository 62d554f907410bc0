/**
 * Numbers as Python has them: which integer a value stands for, floats that are quotients of sizes (`h / 2`, `dim * 4.0`) and so can
 * become integers again, and safe integer constants.
 */
import { add, asConstant, boundsOf, floorDivide, multiply, negate, subtract } from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import type { Machine } from "../../interp/machine.ts";
import { anyFloat, float, int } from "../../interp/values.ts";
import type { FloatValue, Value } from "../../interp/values.ts";
import { payloadOf } from "./lookup.ts";

/** A fraction of two sizes; the denominator is a positive constant. */
export interface Quotient {
  readonly numerator: Dim;
  readonly denominator: number;
}

/** A float whose value is not a known number, but is the exact quotient of a symbolic size and a constant. */
export interface QuotientFloat extends FloatValue {
  readonly quotient: Quotient;
}

/** The integer of a constant; `undefined` where JavaScript cannot hold it exactly. */
export function safeInt(value: number): Dim | undefined {
  return Number.isSafeInteger(value) ? value + 0 : undefined;
}

/** An int value, unknown but definite where the size is not held exactly. */
export function intOrAny(machine: Machine, size: Dim | undefined): Value {
  if (size === undefined || (typeof size === "number" && !Number.isSafeInteger(size))) return machine.anyInt();
  return int(Object.is(size, -0) ? 0 : size);
}

/** The integer that an int, bool or instance of a subclass of int is; does not look into open values. */
export function plainInt(value: Value): Dim | undefined {
  const plain = payloadOf(value);
  if (plain.kind === "int") return plain.size;
  if (plain.kind === "bool" && plain.value !== undefined) return plain.value ? 1 : 0;
  return undefined;
}

/** As `plainInt`; an open value is then taken to be an integer. */
export function integerOf(machine: Machine, value: Value): Dim | undefined {
  if (value.kind !== "open") return plainInt(value);
  return machine.isOpenTensor(value) ? undefined : machine.asInt(value);
}

export function isNumber(value: Value): boolean {
  const { kind } = payloadOf(value);
  return kind === "int" || kind === "float" || kind === "bool";
}

/** A float from a quotient; a plain number where both are constants. */
export function quotientFloat({ numerator, denominator }: Quotient): FloatValue {
  const constant = asConstant(numerator);
  if (constant !== undefined) return float(constant / denominator);
  return { ...anyFloat, quotient: { numerator, denominator } } as QuotientFloat;
}

/** The exact fraction that a number is, where it is one of sizes. */
export function quotientOf(machine: Machine, value: Value): Quotient | undefined {
  const plain = payloadOf(value);
  if (plain.kind === "float") return floatQuotient(plain);
  if (plain.kind === "open" && plain.derived !== undefined && !machine.isOpenTensor(plain)) {
    const { operator, left, right } = plain.derived;
    const a = quotientOf(machine, left);
    const b = quotientOf(machine, right);
    if (
      a !== undefined &&
      b !== undefined &&
      (operator === "+" || operator === "-" || operator === "*" || operator === "/")
    ) {
      return combineQuotients(operator, a, b);
    }
  }
  const size = integerOf(machine, plain);
  return size === undefined ? undefined : { numerator: size, denominator: 1 };
}

function floatQuotient(value: FloatValue): Quotient | undefined {
  if (value.value !== undefined) return fractionOf(value.value);
  return "quotient" in value ? (value as QuotientFloat).quotient : undefined;
}

/** A float as a fraction of integers, where its denominator is a small power of two or it is plainly a third, fifth, … */
function fractionOf(value: number): Quotient | undefined {
  if (!Number.isFinite(value) || Math.abs(value) > 1e9) return undefined;
  for (let denominator = 1; denominator <= 1024; denominator *= 2) {
    if (Number.isInteger(value * denominator)) return { numerator: value * denominator, denominator };
  }
  return undefined;
}

/** Sum, difference, product or quotient of fractions; `undefined` if the result has no constant positive denominator. */
export function combineQuotients(operator: "+" | "-" | "*" | "/", a: Quotient, b: Quotient): Quotient | undefined {
  switch (operator) {
    case "+":
    case "-": {
      const left = multiply(a.numerator, b.denominator);
      const right = multiply(b.numerator, a.denominator);
      const numerator = operator === "+" ? add(left, right) : subtract(left, right);
      return { numerator, denominator: a.denominator * b.denominator };
    }
    case "*":
      return { numerator: multiply(a.numerator, b.numerator), denominator: a.denominator * b.denominator };
    case "/": {
      const divisor = asConstant(b.numerator);
      if (divisor === undefined || divisor === 0) return undefined;
      const numerator = multiply(a.numerator, divisor < 0 ? -b.denominator : b.denominator);
      return { numerator, denominator: a.denominator * Math.abs(divisor) };
    }
  }
}

export type Rounding = "floor" | "ceil" | "truncate";

/** The integer that a fraction is rounded to; truncation only where the sign is known. */
export function roundQuotient({ numerator, denominator }: Quotient, rounding: Rounding): Dim | undefined {
  if (denominator === 1) return numerator;
  const floor = floorDivide(numerator, denominator);
  const ceil = negate(floorDivide(negate(numerator), denominator));
  if (rounding === "floor") return floor;
  if (rounding === "ceil") return ceil;
  const { min, max } = boundsOf(numerator);
  return min >= 0 ? floor : max <= 0 ? ceil : undefined;
}

/** Python's floor modulo and division on numbers. */
export function floorModulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

/** Rounds half to even, as Python does. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const fraction = value - floor;
  if (fraction !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
