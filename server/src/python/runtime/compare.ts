/** Comparisons: symbolic on sizes, by the class's methods on tensors and instances, item by item on sequences. */
import { proveAtLeast } from "../../shape/index.ts";
import type { CompareOperator } from "../../interp/ir.ts";
import type { Machine } from "../../interp/machine.ts";
import { anyBool, bool, constantNumber, unknown } from "../../interp/values.ts";
import type { SetValue, Value } from "../../interp/values.ts";
import { isNumberValue } from "./arithmetic.ts";
import { notImplemented } from "./classes.ts";
import { findEntry } from "./dicts.ts";
import { decided, equals } from "./equality.ts";
import { callMethod, findInClass, payloadOf } from "./lookup.ts";
import { integerOf, plainInt } from "./numbers.ts";
import { hasItem } from "./sets.ts";
import { settled } from "./tensor-size.ts";

const specialNames: Partial<Readonly<Record<CompareOperator, readonly [direct: string, reflected: string]>>> = {
  "==": ["__eq__", "__eq__"],
  "!=": ["__ne__", "__ne__"],
  "<": ["__lt__", "__gt__"],
  "<=": ["__le__", "__ge__"],
  ">": ["__gt__", "__lt__"],
  ">=": ["__ge__", "__le__"],
};

export function compare(machine: Machine, operator: CompareOperator, left: Value, right: Value): Value {
  switch (operator) {
    case "is":
      return bool(isSame(machine, left, right));
    case "is not":
      return bool(negated(isSame(machine, left, right)));
    case "in":
      return containsValue(machine, right, left);
    case "not in": {
      const answer = machine.truth(containsValue(machine, right, left));
      return bool(negated(answer));
    }
    case "===":
    case "!==":
    case "instanceof":
      return anyBool;
    default:
      return compareValues(machine, operator, asTensorIfSeen(machine, left), asTensorIfSeen(machine, right));
  }
}

function negated(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}

function asTensorIfSeen(machine: Machine, value: Value): Value {
  if (value.kind !== "open" || !machine.isOpenTensor(value)) return value;
  return machine.asTensor(value) ?? value;
}

function compareValues(
  machine: Machine,
  operator: "==" | "!=" | "<" | "<=" | ">" | ">=",
  left: Value,
  right: Value,
): Value {
  if (left.kind === "tensor" || right.kind === "tensor") {
    if (left.kind === "none" || right.kind === "none") return operator === "==" ? bool(false) : bool(true);
    return specialComparison(machine, operator, left, right) ?? unknown;
  }
  if (left.kind === "instance" || right.kind === "instance") {
    const answer = specialComparison(machine, operator, left, right);
    if (answer !== undefined) return answer;
  }
  if (operator === "==") return equalityAnswer(left, right, equals(machine, left, right));
  if (operator === "!=") return equalityAnswer(left, right, negated(equals(machine, left, right)));
  const answer = order(machine, operator, payloadOf(left), payloadOf(right));
  return answer === undefined && (isVague(left) || isVague(right)) ? unknown : bool(answer);
}

function isVague({ kind }: Value): boolean {
  return kind === "unknown" || kind === "open";
}

/** What is not known may be a tensor, or an array of words, whose comparison is no bool. */
function equalityAnswer(left: Value, right: Value, answer: boolean | undefined): Value {
  const mayBeTensor = (isVague(left) && isElement(right)) || (isVague(right) && isElement(left));
  return answer === undefined && mayBeTensor ? unknown : bool(answer);
}

/** What may stand in an array. */
function isElement(value: Value): boolean {
  return isVague(value) || isNumberValue(value) || value.kind === "str";
}

function specialComparison(machine: Machine, operator: CompareOperator, left: Value, right: Value): Value | undefined {
  const names = specialNames[operator];
  if (names === undefined) return undefined;
  for (const [self, other, name] of [
    [left, right, names[0]],
    [right, left, names[1]],
  ] as const) {
    if (self.kind !== "tensor" && self.kind !== "instance") continue;
    const answer = callMethod(machine, self, name, other);
    if (answer !== undefined && answer !== notImplemented) return answer;
  }
  return undefined;
}

/** `<`, `<=`, `>`, `>=`. */
export function order(
  machine: Machine,
  operator: "<" | "<=" | ">" | ">=",
  first: Value,
  second: Value,
  depth = 0,
): boolean | undefined {
  const left = settled(machine, first);
  const right = settled(machine, second);
  if (operator === ">" || operator === "<=") {
    // a > b is b < a; a <= b is b >= a.
    return order(machine, operator === ">" ? "<" : ">=", right, left, depth);
  }
  if (left.kind === "str" && right.kind === "str") {
    if (left.value === undefined || right.value === undefined) return undefined;
    const less = codePointLess(left.value, right.value);
    return operator === "<" ? less : !less;
  }
  if ((left.kind === "list" && right.kind === "list") || (left.kind === "tuple" && right.kind === "tuple")) {
    return depth > 8 ? undefined : orderSequences(machine, operator, left, right, depth);
  }
  if (left.kind === "set" && right.kind === "set") return orderSets(operator, left, right);
  return orderNumbers(machine, operator, left, right);
}

/** Strings are ordered by code point, not by UTF-16 unit. */
export function codePointLess(left: string, right: string): boolean {
  if (!/[\ud800-\udfff]/.test(left + right)) return left < right;
  const a = [...left].map((c) => c.codePointAt(0) ?? 0);
  const b = [...right].map((c) => c.codePointAt(0) ?? 0);
  const at = a.findIndex((point, i) => point !== b[i]);
  if (at < 0) return a.length < b.length;
  const other = b[at];
  return other !== undefined && (a[at] ?? 0) < other;
}

function orderNumbers(machine: Machine, operator: "<" | ">=", left: Value, right: Value): boolean | undefined {
  if (!isNumberValue(left) || !isNumberValue(right)) return orderOpen(machine, operator, left, right);
  const x = constantNumber(left);
  const y = constantNumber(right);
  if (x !== undefined && y !== undefined) return operator === "<" ? x < y : x >= y;
  const a = plainInt(left);
  const b = plainInt(right);
  if (a === undefined || b === undefined) return undefined;
  const atLeast = decided(proveAtLeast(a, b));
  return operator === "<" ? negated(atLeast) : atLeast;
}

/** An open value that arithmetic has already shown to be an integer. */
function orderOpen(machine: Machine, operator: "<" | ">=", left: Value, right: Value): boolean | undefined {
  const seen = (value: Value): Value | undefined => {
    if (value.kind !== "open") return isNumberValue(value) ? value : undefined;
    const size = machine.assumptions.ints.has(String(value.id)) ? integerOf(machine, value) : undefined;
    return size === undefined ? undefined : { kind: "int", size };
  };
  const a = seen(left);
  const b = seen(right);
  if (a === undefined || b === undefined) return undefined;
  return orderNumbers(machine, operator, a, b);
}

interface Items {
  readonly items: readonly Value[];
  readonly rest?: Value | undefined;
}

function orderSequences(
  machine: Machine,
  operator: "<" | ">=",
  left: Items,
  right: Items,
  depth: number,
): boolean | undefined {
  for (let i = 0; i < Math.min(left.items.length, right.items.length); i++) {
    const a = left.items[i] as Value;
    const b = right.items[i] as Value;
    const same = equals(machine, a, b);
    if (same === undefined) return undefined;
    if (!same) return order(machine, operator, a, b, depth + 1);
  }
  if (left.rest !== undefined || right.rest !== undefined) return undefined;
  const less = left.items.length < right.items.length;
  return operator === "<" ? less : !less;
}

/** Proper subset and superset. */
function orderSets(operator: "<" | ">=", left: SetValue, right: SetValue): boolean | undefined {
  if (left.rest !== undefined || right.rest !== undefined) return undefined;
  if (operator === ">=") return right.items.every((item) => hasItem(left, item) === true);
  return left.items.length < right.items.length && left.items.every((item) => hasItem(right, item) === true);
}

/** `is`: decided for objects with identity and for constants of which there is one. */
export function isSame(machine: Machine, left: Value, right: Value): boolean | undefined {
  if (left === right && left.kind !== "unknown" && left.kind !== "bool") return true;
  const a = shownOrSelf(machine, left);
  const b = shownOrSelf(machine, right);
  if (isVague(a) || isVague(b)) return isSomething(machine, a) && b.kind === "none" ? false : undefined;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case "none":
    case "ellipsis":
    case "undefined":
      return true;
    case "bool":
    case "int":
    case "float":
    case "str":
    case "tuple":
    case "dtype": {
      // Equal constants may or may not be one object; small ints, bools and names are.
      const same = equals(machine, a, b);
      return same === true && a.kind !== "bool" && a.kind !== "dtype" && !isSmall(a) ? undefined : same;
    }
    case "method":
    case "slice":
    case "range":
    case "super":
    case "descriptor":
      return undefined;
    default:
      return a === b;
  }
}

function isSmall(value: Value): boolean {
  const size = plainInt(value);
  return typeof size === "number" && size >= -5 && size <= 256;
}

/** What a test has shown an open value to be. */
function shownOrSelf(machine: Machine, value: Value): Value {
  if (value.kind !== "open") return value;
  const shown = machine.assumptions.shown.get(String(value.id));
  return shown === undefined || shown.kind === "bool" ? value : shown;
}

/** An open value that a test or a use has shown not to be None. */
function isSomething(machine: Machine, value: Value): boolean {
  if (value.kind !== "open") return false;
  const shown = machine.assumptions.shown.get(String(value.id));
  return machine.isOpenTensor(value) || (shown?.kind === "bool" && shown.value === true);
}

/** `value in container`. */
export function containsValue(machine: Machine, container: Value, value: Value): Value {
  const own = settled(machine, container);
  if (own.kind === "instance" && findInClass(own.class, "__contains__") !== undefined) {
    const answer = callMethod(machine, own, "__contains__", value);
    return answer === undefined ? anyBool : bool(machine.truth(answer));
  }
  return bool(contains(machine, payloadOf(own), value));
}

export function contains(machine: Machine, container: Value, value: Value): boolean | undefined {
  switch (container.kind) {
    case "str": {
      const part = payloadOf(value);
      if (part.kind !== "str" || part.value === undefined || container.value === undefined) return undefined;
      return container.value.includes(part.value);
    }
    case "dict": {
      const found = findEntry(machine, container, value);
      return found.kind === "found" ? true : found.kind === "missing" ? false : undefined;
    }
    case "set":
      return hasItem(container, value);
    case "tuple":
    case "list":
    case "range":
    case "iterator":
      return containsItem(machine, machine.language.iterate(machine, container), value);
    case "class":
    case "instance": {
      const iteration = machine.language.iterate(machine, container);
      return iteration === undefined ? undefined : containsItem(machine, iteration, value);
    }
    default:
      return undefined;
  }
}

function containsItem(machine: Machine, iteration: Items | undefined, value: Value): boolean | undefined {
  if (iteration === undefined) return undefined;
  let answer: boolean | undefined = iteration.rest === undefined ? false : undefined;
  for (const item of iteration.items) {
    const same = item === value && value.kind !== "unknown" ? true : equals(machine, item, value);
    if (same === true) return true;
    if (same === undefined) answer = undefined;
  }
  return answer;
}
