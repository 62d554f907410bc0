/** Comparisons: strict and loose equality, order, `in` and `instanceof`. `undefined` as an answer: it is not known. */
import { multiply, not, proveAtLeast, proveEqual } from "../../shape/index.ts";
import type { Dim, Proof } from "../../shape/index.ts";
import type { CompareOperator } from "../../interp/ir.ts";
import type { Machine } from "../../interp/machine.ts";
import { bool, str } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";
import { getterOf } from "../members.ts";
import { objectClass } from "./classes.ts";
import { classOf, constructorClass, findMember, mayHaveMore } from "./lookup.ts";
import { isNumber, isNumeric, quotientOf, toNumber } from "./numbers.ts";
import { textOf } from "./truth.ts";

export function compare(machine: Machine, operator: CompareOperator, left: Value, right: Value): Value {
  return bool(answer(machine, operator, left, right));
}

function answer(machine: Machine, operator: CompareOperator, left: Value, right: Value): boolean | undefined {
  switch (operator) {
    case "===":
    case "is":
      return strictlyEqual(machine, left, right);
    case "!==":
    case "is not":
      return negated(strictlyEqual(machine, left, right));
    case "==":
      return looselyEqual(machine, left, right);
    case "!=":
      return negated(looselyEqual(machine, left, right));
    case "<":
      return isLess(machine, left, right);
    case ">":
      return isLess(machine, right, left);
    case "<=":
      return notLess(machine, right, left);
    case ">=":
      return notLess(machine, left, right);
    case "in":
      return isIn(machine, left, right);
    case "not in":
      return negated(isIn(machine, left, right));
    case "instanceof":
      return isInstance(machine, left, right);
  }
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function fromProof(proof: Proof): boolean | undefined {
  return proof === "unknown" ? undefined : proof === "holds";
}

export function strictlyEqual(machine: Machine, first: Value, second: Value): boolean | undefined {
  const left = unbound(first);
  const right = unbound(second);
  if (left.kind === "open" || right.kind === "open") return openEqual(machine, left, right);
  if (left.kind === "unknown" || right.kind === "unknown" || left.kind === "dtype" || right.kind === "dtype")
    return undefined;
  if (isNumber(left) && isNumber(right)) return numbersEqual(left, right);
  if (left.kind !== right.kind) return false;
  switch (left.kind) {
    case "none":
    case "undefined":
      return true;
    case "bool":
    case "str": {
      const other = (right as typeof left).value;
      return left.value === undefined || other === undefined ? undefined : left.value === other;
    }
    case "builtin":
      return left.call === (right as typeof left).call;
    default:
      return left === right;
  }
}

/** A method reached through an object is the very function that its class has. */
function unbound(value: Value): Value {
  return value.kind === "method" ? value.function : value;
}

function openEqual(machine: Machine, left: Value, right: Value): boolean | undefined {
  if (left === right) return true;
  const numeric = (value: Value): boolean =>
    value.kind === "int" || (value.kind === "open" && machine.assumptions.ints.has(String(value.id)));
  if (!numeric(left) || !numeric(right)) return undefined;
  const a = machine.asInt(left);
  const b = machine.asInt(right);
  return a === undefined || b === undefined ? undefined : fromProof(proveEqual(a, b));
}

function numbersEqual(left: Value, right: Value): boolean | undefined {
  const a = toNumber(left);
  const b = toNumber(right);
  if (a !== undefined && b !== undefined) return a === b;
  const sizes = comparable(left, right);
  return sizes === undefined ? undefined : fromProof(proveEqual(sizes[0], sizes[1]));
}

/** Two numbers as sizes over one denominator. */
function comparable(left: Value, right: Value): readonly [Dim, Dim] | undefined {
  const a = quotientOf(left);
  const b = quotientOf(right);
  if (a === undefined || b === undefined) return undefined;
  return [multiply(a.numerator, b.denominator), multiply(b.numerator, a.denominator)];
}

function looselyEqual(machine: Machine, left: Value, right: Value): boolean | undefined {
  const missing = (value: Value): boolean => value.kind === "none" || value.kind === "undefined";
  if (missing(left) || missing(right)) {
    if (missing(left) && missing(right)) return true;
    const other = missing(left) ? right : left;
    return other.kind === "unknown" || other.kind === "open" ? strictlyEqual(machine, left, right) : false;
  }
  if (left.kind === right.kind || (isNumber(left) && isNumber(right))) return strictlyEqual(machine, left, right);
  const a = primitive(machine, left);
  const b = primitive(machine, right);
  if (a.kind === "str" && b.kind === "str") return strictlyEqual(machine, a, b);
  const x = toNumber(a);
  const y = toNumber(b);
  return x !== undefined && y !== undefined ? x === y : undefined;
}

/** An object is compared with a number or string as its text. */
function primitive(machine: Machine, value: Value): Value {
  return value.kind === "list" || value.kind === "dict" || value.kind === "instance"
    ? str(textOf(machine, value))
    : value;
}

function isLess(machine: Machine, left: Value, right: Value): boolean | undefined {
  if (left.kind === "str" && right.kind === "str")
    return left.value === undefined || right.value === undefined ? undefined : left.value < right.value;
  const a = toNumber(left);
  const b = toNumber(right);
  if (a !== undefined && b !== undefined) return a < b;
  const sizes = ordered(machine, left, right);
  return sizes === undefined ? undefined : fromProof(not(proveAtLeast(sizes[0], sizes[1])));
}

/** `left >= right`, which NaN makes something else than "not less". */
function notLess(machine: Machine, left: Value, right: Value): boolean | undefined {
  if (left.kind === "str" && right.kind === "str")
    return left.value === undefined || right.value === undefined ? undefined : left.value >= right.value;
  const a = toNumber(left);
  const b = toNumber(right);
  if (a !== undefined && b !== undefined) return a >= b;
  const sizes = ordered(machine, left, right);
  return sizes === undefined ? undefined : fromProof(proveAtLeast(sizes[0], sizes[1]));
}

function ordered(machine: Machine, left: Value, right: Value): readonly [Dim, Dim] | undefined {
  if (left.kind === "open" || right.kind === "open") {
    const orderable = (value: Value): boolean =>
      value.kind === "int" || (value.kind === "open" && !machine.isOpenTensor(value));
    if (!orderable(left) || !orderable(right)) return undefined;
    const a = machine.asInt(left);
    const b = machine.asInt(right);
    return a === undefined || b === undefined ? undefined : [a, b];
  }
  return isNumeric(left) && isNumeric(right) ? comparable(left, right) : undefined;
}

function isIn(machine: Machine, key: Value, object: Value): boolean | undefined {
  const name = textOf(machine, key);
  if (name === undefined) return undefined;
  switch (object.kind) {
    case "dict": {
      const entry = object.entries.get(`s${name}`) ?? object.entries.get(`s${getterOf(name)}`);
      if (entry !== undefined) return entry.maybe === true ? undefined : true;
      return findMember(objectClass, name) !== undefined ? true : object.rest === undefined ? false : undefined;
    }
    case "instance": {
      if (
        object.attributes.has(name) ||
        object.class.mro.some((c) => c.attributes.has(name) || c.attributes.has(getterOf(name)))
      )
        return true;
      return mayHaveMore(object) ? undefined : false;
    }
    case "list":
      return object.rest === undefined ? Number(name) < object.items.length || name === "length" : undefined;
    default:
      return undefined;
  }
}

function isInstance(machine: Machine, value: Value, of: Value): boolean | undefined {
  const cls = constructorClass(machine, of);
  if (cls === undefined || value.kind === "unknown" || value.kind === "open") return undefined;
  if (["none", "undefined", "int", "float", "str", "bool"].includes(value.kind)) return false;
  const own = classOf(machine, value);
  if (own === undefined) return undefined;
  if (own.mro.includes(cls)) return true;
  return own.incomplete ? undefined : false;
}
