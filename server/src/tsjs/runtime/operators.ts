/** Operators on numbers and strings. Sizes keep their symbols; open values become derived ones; objects are joined as their text. */
import type { BinaryOperator, UnaryOperator } from "../../interp/ir.ts";
import type { Machine } from "../../interp/machine.ts";
import { anyBool, anyFloat, anyStr, bool, str, undefinedValue, unknown } from "../../interp/values.ts";
import type { OpenValue, Value } from "../../interp/values.ts";
import {
  combine,
  fromQuotient,
  isNumber,
  isNumeric,
  number,
  quotientOf,
  remainder,
  roundQuotient,
  sized,
  toNumber,
} from "./numbers.ts";
import type { Quotient } from "./numbers.ts";
import { textOf, typeOf } from "./truth.ts";

export function unary(machine: Machine, operator: UnaryOperator, value: Value): Value {
  switch (operator) {
    case "not": {
      const answer = machine.truth(value);
      return answer === undefined ? anyBool : bool(!answer);
    }
    case "typeof":
      return typeOf(value);
    case "void":
      return undefinedValue;
    case "-":
      return binary(machine, "*", value, number(-1));
    case "+":
      return value.kind === "open" ? value : binary(machine, "*", value, number(1));
    case "~": {
      const size = toInt(machine, value);
      return size === undefined
        ? machine.anyInt()
        : binary(machine, "-", binary(machine, "*", size, number(-1)), number(1));
    }
  }
}

export function binary(machine: Machine, operator: BinaryOperator, left: Value, right: Value): Value {
  if (left.kind === "unknown" || right.kind === "unknown")
    return operator === "+" ? (left.kind === "str" || right.kind === "str" ? anyStr : unknown) : unknown;
  if (operator === "+" && (isText(left) || isText(right))) return joinTexts(machine, left, right);
  if (left.kind === "open" || right.kind === "open") return deriveOpen(machine, operator, left, right);
  const a = toNumber(left);
  const b = toNumber(right);
  if (a !== undefined && b !== undefined) return number(calculate(operator, a, b));
  if (!isNumeric(left) || !isNumeric(right)) return unknown;
  return symbolic(machine, operator, left, right);
}

/** Strings, and the objects that become strings when added. */
function isText(value: Value): boolean {
  return !isNumeric(value) && value.kind !== "open";
}

function joinTexts(machine: Machine, left: Value, right: Value): Value {
  const a = textOf(machine, left);
  const b = textOf(machine, right);
  return str(a === undefined || b === undefined ? undefined : a + b);
}

function calculate(operator: BinaryOperator, a: number, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "//":
      return Math.floor(a / b);
    case "%":
      return a % b;
    case "**":
      return a ** b;
    case "<<":
      return a << b;
    case ">>":
      return a >> b;
    case ">>>":
      return a >>> b;
    case "&":
      return a & b;
    case "|":
      return a | b;
    case "^":
      return a ^ b;
    case "@":
      return NaN;
  }
}

function symbolic(machine: Machine, operator: BinaryOperator, left: Value, right: Value): Value {
  const a = quotientOf(left);
  const b = quotientOf(right);
  switch (operator) {
    case "+":
    case "-":
    case "*":
    case "/":
      return a === undefined || b === undefined ? anyFloat : combine(machine, operator, a, b);
    case "%":
      return a === undefined || b === undefined ? anyFloat : remainder(machine, a, b);
    case "**":
      return power(machine, left, toNumber(right));
    default:
      return bitwise(machine, operator, a, toNumber(right));
  }
}

/** Powers up to this are multiplied out. */
const largestPower = 8;

function power(machine: Machine, base: Value, exponent: number | undefined): Value {
  if (exponent === undefined || !Number.isInteger(exponent) || exponent < 0 || exponent > largestPower) return anyFloat;
  let product: Value = number(1);
  for (let i = 0; i < exponent; i++) product = binary(machine, "*", product, base);
  return product;
}

/** `x | 0`, `x >> 1` and `x << 1` are arithmetic; of the others we know only that they give integers. */
function bitwise(machine: Machine, operator: BinaryOperator, a: Quotient | undefined, b: number | undefined): Value {
  const size = a === undefined ? undefined : roundQuotient(a, "trunc");
  if (size === undefined || b === undefined || b < 0 || b > 30) return machine.anyInt();
  if (b === 0 && (operator === "|" || operator === ">>" || operator === "<<")) return sized(machine, size);
  if (operator === "<<")
    return combine(machine, "*", { numerator: size, denominator: 1 }, { numerator: 2 ** b, denominator: 1 });
  if (operator !== ">>" && operator !== ">>>") return machine.anyInt();
  const shifted = roundQuotient({ numerator: size, denominator: 2 ** b }, "floor");
  return shifted === undefined ? machine.anyInt() : sized(machine, shifted);
}

function toInt(machine: Machine, value: Value): Value | undefined {
  const constant = toNumber(value);
  if (constant !== undefined) return number(constant | 0);
  const quotient = quotientOf(value);
  const size = quotient === undefined ? undefined : roundQuotient(quotient, "trunc");
  return size === undefined ? undefined : fromQuotient(machine, { numerator: size, denominator: 1 });
}

const longestName = 24;

/** Arithmetic on an argument of an open run: a number that depends on it. */
export function deriveOpen(machine: Machine, operator: BinaryOperator, left: Value, right: Value): Value {
  const operand = (value: Value): boolean => value.kind === "open" || isNumber(value);
  if (!operand(left) || !operand(right)) return unknown;
  const text = `${operandText(left)}${operator}${operandText(right)}`;
  const open = machine.open(text.length > longestName ? "value" : text);
  const derived: OpenValue = { ...open, derived: { operator, left, right } };
  return derived;
}

function operandText(value: Value): string {
  if (value.kind === "open") return value.derived === undefined ? value.name : `(${value.name})`;
  const constant = toNumber(value);
  return constant === undefined ? "n" : String(constant);
}
