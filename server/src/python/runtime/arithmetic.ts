/** Arithmetic on ints, bools and floats: exact on sizes, so that `//`, `%` and `*` keep their symbols. */
import { add, asConstant, floorDivide, modulo, multiply, proveMultiple, subtract } from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import type { BinaryOperator } from "../../interp/ir.ts";
import type { Machine } from "../../interp/machine.ts";
import { anyBool, anyFloat, bool, constantNumber, float, unknown } from "../../interp/values.ts";
import type { BoolValue, FloatValue, IntValue, Value } from "../../interp/values.ts";
import { raiseError } from "./exceptions.ts";
import {
  combineQuotients,
  floorModulo,
  intOrAny,
  quotientFloat,
  quotientOf,
  roundQuotient,
  safeInt,
} from "./numbers.ts";

type NumberValue = IntValue | BoolValue | FloatValue;

export function isNumberValue(value: Value): value is NumberValue {
  return value.kind === "int" || value.kind === "bool" || value.kind === "float";
}

export function arithmetic(machine: Machine, operator: BinaryOperator, left: NumberValue, right: NumberValue): Value {
  if (left.kind === "float" || right.kind === "float") return floatArithmetic(machine, operator, left, right);
  if (left.kind === "bool" && right.kind === "bool" && (operator === "&" || operator === "|" || operator === "^")) {
    return boolArithmetic(operator, left.value, right.value);
  }
  return intArithmetic(machine, operator, sizeOf(machine, left), sizeOf(machine, right));
}

function sizeOf(machine: Machine, value: IntValue | BoolValue): Dim {
  if (value.kind === "int") return value.size;
  return value.value === undefined ? machine.size("flag", { min: 0, max: 1 }) : value.value ? 1 : 0;
}

function boolArithmetic(operator: "&" | "|" | "^", left: boolean | undefined, right: boolean | undefined): Value {
  if (operator === "&")
    return left === false || right === false
      ? bool(false)
      : bool(left === true ? right : right === true ? left : undefined);
  if (operator === "|")
    return left === true || right === true
      ? bool(true)
      : bool(left === false ? right : right === false ? left : undefined);
  return left === undefined || right === undefined ? anyBool : bool(left !== right);
}

function intArithmetic(machine: Machine, operator: BinaryOperator, a: Dim, b: Dim): Value {
  switch (operator) {
    case "+":
      return intOrAny(machine, add(a, b));
    case "-":
      return intOrAny(machine, subtract(a, b));
    case "*":
      return intOrAny(machine, multiply(a, b));
    case "/":
      return trueDivision(machine, a, b);
    case "//":
      if (b === 0) return raiseError(machine, "ZeroDivisionError", "integer division or modulo by zero");
      return intOrAny(machine, floorDivide(a, b));
    case "%":
      if (b === 0) return raiseError(machine, "ZeroDivisionError", "integer modulo by zero");
      return intOrAny(machine, modulo(a, b));
    case "**":
      return intPower(machine, a, b);
    case "<<":
    case ">>":
      return shift(machine, operator, a, b);
    case "&":
    case "|":
    case "^":
      return bitwise(machine, operator, a, b);
    case "@":
    case ">>>":
      return unknown;
  }
}

function trueDivision(machine: Machine, a: Dim, b: Dim): Value {
  if (b === 0) return raiseError(machine, "ZeroDivisionError", "division by zero");
  if (typeof a === "number" && typeof b === "number") return float(a / b);
  if (typeof b === "number")
    return quotientFloat(
      combineQuotients("/", { numerator: a, denominator: 1 }, { numerator: b, denominator: 1 }) ?? {
        numerator: a,
        denominator: b,
      },
    );
  return proveMultiple(a, b) === "holds" ? quotientFloat({ numerator: floorDivide(a, b), denominator: 1 }) : anyFloat;
}

/** Powers up to this are multiplied out when the base is symbolic. */
const largestPower = 8;

function intPower(machine: Machine, a: Dim, b: Dim): Value {
  if (typeof a === "number" && typeof b === "number") {
    if (b >= 0) return intOrAny(machine, safeInt(a ** b));
    return a === 0
      ? raiseError(machine, "ZeroDivisionError", "0.0 cannot be raised to a negative power")
      : float(a ** b);
  }
  if (typeof b !== "number") return a === 1 ? intOrAny(machine, 1) : unknown;
  if (b < 0) return anyFloat;
  if (b > largestPower) return machine.anyInt();
  let product: Dim = 1;
  for (let i = 0; i < b; i++) product = multiply(product, a);
  return intOrAny(machine, product);
}

function shift(machine: Machine, operator: "<<" | ">>", a: Dim, b: Dim): Value {
  const places = asConstant(b);
  if (places === undefined || places < 0 || places > 52) return machine.anyInt();
  const factor = 2 ** places;
  return intOrAny(machine, operator === "<<" ? multiply(a, factor) : floorDivide(a, factor));
}

function bitwise(machine: Machine, operator: "&" | "|" | "^", a: Dim, b: Dim): Value {
  if (typeof a !== "number" || typeof b !== "number") return machine.anyInt();
  const left = BigInt(a);
  const right = BigInt(b);
  const result = operator === "&" ? left & right : operator === "|" ? left | right : left ^ right;
  return intOrAny(machine, safeInt(Number(result)));
}

function floatArithmetic(machine: Machine, operator: BinaryOperator, left: NumberValue, right: NumberValue): Value {
  const a = constantNumber(left);
  const b = constantNumber(right);
  if (b === 0 && (operator === "/" || operator === "//" || operator === "%"))
    return raiseError(machine, "ZeroDivisionError", "float division by zero");
  if (a !== undefined && b !== undefined) return constantFloat(operator, a, b);
  if (operator !== "+" && operator !== "-" && operator !== "*" && operator !== "/" && operator !== "//")
    return anyFloat;
  const p = quotientOf(machine, left);
  const q = quotientOf(machine, right);
  if (p === undefined || q === undefined) return anyFloat;
  const combined = combineQuotients(operator === "//" ? "/" : operator, p, q);
  if (combined === undefined) return anyFloat;
  if (operator !== "//") return quotientFloat(combined);
  const floor = roundQuotient(combined, "floor");
  return floor === undefined ? anyFloat : quotientFloat({ numerator: floor, denominator: 1 });
}

function constantFloat(operator: BinaryOperator, a: number, b: number): Value {
  switch (operator) {
    case "+":
      return float(a + b);
    case "-":
      return float(a - b);
    case "*":
      return float(a * b);
    case "/":
      return float(a / b);
    case "//":
      return float(Math.floor(a / b));
    case "%":
      return float(floorModulo(a, b));
    case "**":
      return Number.isNaN(a ** b) ? unknown : float(a ** b);
    default:
      return unknown;
  }
}
