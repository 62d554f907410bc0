/**
 * Operators: which rule applies to which operands. Arithmetic and sequences are settled here and in the neighbouring files; tensors
 * and instances by the special methods of their class; open values become derived ones.
 */
import { add, multiply, negate, subtract } from "../../shape/index.ts";
import type { BinaryOperator, UnaryOperator } from "../../interp/ir.ts";
import type { Machine } from "../../interp/machine.ts";
import { anyBool, anyFloat, bool, float, unknown } from "../../interp/values.ts";
import type { OpenValue, Value } from "../../interp/values.ts";
import { arithmetic, isNumberValue } from "./arithmetic.ts";
import { isBuiltinClass, notImplemented } from "./classes.ts";
import { callMethod, classOf, findInClass, payloadOf } from "./lookup.ts";
import { integerOf, intOrAny, quotientFloat, quotientOf } from "./numbers.ts";
import { changeInPlace, sequenceOperation } from "./sequences.ts";
import { concatenateSize } from "./tensor-size.ts";
import { askTruth } from "./truth.ts";

const specialNames: Readonly<Record<BinaryOperator, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "truediv",
  "//": "floordiv",
  "%": "mod",
  "**": "pow",
  "@": "matmul",
  "<<": "lshift",
  ">>": "rshift",
  ">>>": "rshift",
  "&": "and",
  "|": "or",
  "^": "xor",
};

export function binary(machine: Machine, operator: BinaryOperator, left: Value, right: Value): Value {
  const a = asTensorIfSeen(machine, left);
  const b = asTensorIfSeen(machine, right);
  if (a.kind === "tensor" || b.kind === "tensor" || operator === "@") return tensorOperation(machine, operator, a, b);
  if (a.kind === "instance" || b.kind === "instance") {
    const result = concatenateSize(machine, operator, a, b) ?? instanceOperation(machine, operator, a, b);
    if (result !== undefined) return result;
  }
  return plainOperation(machine, operator, payloadOf(a), payloadOf(b));
}

function plainOperation(machine: Machine, operator: BinaryOperator, left: Value, right: Value): Value {
  if (isNumberValue(left) && isNumberValue(right)) return arithmetic(machine, operator, left, right);
  const sequence = sequenceOperation(machine, operator, left, right);
  if (sequence !== undefined) return sequence;
  if (left.kind === "open" || right.kind === "open") return deriveOpen(machine, operator, left, right);
  return unknown;
}

/** An open value that has been used as a tensor is one. */
function asTensorIfSeen(machine: Machine, value: Value): Value {
  if (value.kind !== "open" || !machine.isOpenTensor(value)) return value;
  return machine.asTensor(value) ?? value;
}

function tensorOperation(machine: Machine, operator: BinaryOperator, left: Value, right: Value): Value {
  // Only tensors are multiplied by `@`, unless a class says otherwise.
  const a = operator === "@" && left.kind === "open" ? (machine.asTensor(left) ?? left) : left;
  const b = operator === "@" && right.kind === "open" ? (machine.asTensor(right) ?? right) : right;
  return withInteger(machine, operator, a, b, specialOperation(machine, operator, a, b) ?? unknown);
}

/** `i + 16` of a tensor that holds an integer holds one too. */
function withInteger(machine: Machine, operator: BinaryOperator, left: Value, right: Value, result: Value): Value {
  if (result.kind !== "tensor" || (operator !== "+" && operator !== "-" && operator !== "*")) return result;
  if (result.type.shape.rest !== undefined || result.type.shape.lead.length > 0) return result;
  const a = machine.integerIn(left);
  const b = machine.integerIn(right);
  if (a === undefined || b === undefined) return result;
  machine.heap.assign(
    result,
    "scalar",
    operator === "+" ? add(a, b) : operator === "-" ? subtract(a, b) : multiply(a, b),
  );
  return result;
}

/** `__add__` of the left operand, then `__radd__` of the right; `undefined` if neither class has such a method. */
function specialOperation(machine: Machine, operator: BinaryOperator, left: Value, right: Value): Value | undefined {
  const name = specialNames[operator];
  const direct = hasClassOfItsOwn(left) ? callMethod(machine, left, `__${name}__`, right) : undefined;
  if (direct !== undefined && direct !== notImplemented) return direct;
  const reflected = hasClassOfItsOwn(right) ? callMethod(machine, right, `__r${name}__`, left) : undefined;
  return reflected === notImplemented ? unknown : (reflected ?? (direct === undefined ? undefined : unknown));
}

function hasClassOfItsOwn(value: Value): boolean {
  return value.kind === "tensor" || value.kind === "instance";
}

/** Operators of a class win over those of a built-in value that its instances stand for. */
function instanceOperation(machine: Machine, operator: BinaryOperator, left: Value, right: Value): Value | undefined {
  const result = specialOperation(machine, operator, left, right);
  if (result !== undefined) return result;
  const standsForBuiltin = (value: Value): boolean => value.kind !== "instance" || value.payload !== undefined;
  return standsForBuiltin(left) && standsForBuiltin(right) ? undefined : unknown;
}

const printed = 24;

function deriveOpen(machine: Machine, operator: BinaryOperator, left: Value, right: Value): Value {
  const operand = (value: Value): boolean => value.kind === "open" || isNumberValue(value);
  if (!operand(left) || !operand(right)) return unknown;
  const text = `${operandText(left)}${operator}${operandText(right)}`;
  const open = machine.open(text.length > printed ? "value" : text);
  const derived: OpenValue = { ...open, derived: { operator, left, right } };
  return derived;
}

function operandText(value: Value): string {
  if (value.kind === "open") return value.derived === undefined ? value.name : `(${value.name})`;
  if (value.kind === "int" && typeof value.size === "number") return String(value.size);
  if (value.kind === "float" && value.value !== undefined) return String(value.value);
  return "n";
}

/** `left op= right`: in place where the left side can be changed. */
export function augmented(machine: Machine, operator: BinaryOperator, left: Value, right: Value): Value {
  const a = asTensorIfSeen(machine, left);
  if (hasClassOfItsOwn(a)) {
    const other = asTensorIfSeen(machine, right);
    const changed = callMethod(machine, a, `__i${specialNames[operator]}__`, other);
    if (changed !== undefined && changed !== notImplemented) return changed;
  }
  const changed = changeInPlace(machine, operator, payloadOf(left), payloadOf(right));
  if (changed !== undefined) return left.kind === "instance" ? left : changed;
  return binary(machine, operator, left, right);
}

export function unary(machine: Machine, operator: UnaryOperator, value: Value): Value {
  if (operator === "not") {
    askTruth(machine, value);
    const answer = machine.truth(value);
    return answer === undefined ? anyBool : bool(!answer);
  }
  const operand = asTensorIfSeen(machine, value);
  const name = operator === "-" ? "__neg__" : operator === "+" ? "__pos__" : "__invert__";
  if (hasClassOfItsOwn(operand)) {
    const answer = callMethod(machine, operand, name);
    if (answer !== undefined || payloadOf(operand) === operand) return answer ?? unknown;
  }
  return unaryNumber(machine, operator, payloadOf(operand));
}

function unaryNumber(machine: Machine, operator: UnaryOperator, value: Value): Value {
  if (value.kind === "open") return unaryOpen(machine, operator, value);
  if (value.kind === "float") {
    if (operator === "+") return value;
    if (operator !== "-") return unknown;
    if (value.value !== undefined) return float(-value.value);
    const quotient = quotientOf(machine, value);
    return quotient === undefined ? anyFloat : quotientFloat({ ...quotient, numerator: negate(quotient.numerator) });
  }
  if (value.kind === "bool" && value.value === undefined) return machine.anyInt({ min: -2, max: 1 });
  const size = integerOf(machine, value);
  if (size === undefined) return unknown;
  return intOrAny(machine, operator === "-" ? negate(size) : operator === "~" ? subtract(negate(size), 1) : size);
}

/** `-x` is `-1 * x`, of whatever kind it turns out to be. */
function unaryOpen(machine: Machine, operator: UnaryOperator, value: OpenValue): Value {
  if (operator === "+") return value;
  return operator === "-" ? deriveOpen(machine, "*", { kind: "int", size: -1 }, value) : unknown;
}

/** Whether a class other than the built-in ones defines the special method for a value. */
export function definesSpecial(machine: Machine, value: Value, name: string): boolean {
  const cls = classOf(machine, value);
  if (cls === undefined) return false;
  for (const candidate of cls.mro) if (!isBuiltinClass(candidate) && candidate.attributes.has(name)) return true;
  return findInClass(cls, name) !== undefined && value.kind === "tensor";
}
