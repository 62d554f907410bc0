/** `==` on values without tensors: true, false, or not known. */
import { proveEqual } from "../../shape/index.ts";
import type { Proof } from "../../shape/index.ts";
import type { Machine } from "../../interp/machine.ts";
import { constantNumber } from "../../interp/values.ts";
import type { DictValue, SetValue, Value } from "../../interp/values.ts";
import { isNumberValue } from "./arithmetic.ts";
import { notImplemented, sizeClass } from "./classes.ts";
import { dictLength } from "./dicts.ts";
import { callMethod, findInClass, mayHaveMore, payloadOf } from "./lookup.ts";
import { plainInt } from "./numbers.ts";
import { hasItem } from "./sets.ts";
import { settled } from "./tensor-size.ts";

const deepest = 8;

export function decided(proof: Proof): boolean | undefined {
  return proof === "unknown" ? undefined : proof === "holds";
}

export function equals(machine: Machine, first: Value, second: Value, depth = 0): boolean | undefined {
  const left = settled(machine, first);
  const right = settled(machine, second);
  if (left.kind === "instance" || right.kind === "instance") return instanceEquals(machine, left, right, depth);
  if (depth > deepest) return undefined;
  if (isVague(left) || isVague(right)) return undefined;
  if (left === right) return true;
  if (isNumberValue(left) && isNumberValue(right)) return numberEquals(left, right);
  if (left.kind !== right.kind) return mayStandForAnother(left, right) ? undefined : false;
  switch (left.kind) {
    case "str": {
      const { value } = right as typeof left;
      return left.value === undefined || value === undefined ? undefined : left.value === value;
    }
    case "dtype":
      return left.dtype === (right as typeof left).dtype;
    case "none":
    case "undefined":
    case "ellipsis":
      return true;
    case "tuple":
    case "list":
      return sequenceEquals(machine, left, right as typeof left, depth);
    case "dict":
      return dictEquals(machine, left, right as DictValue, depth);
    case "set":
      return setEquals(left, right as SetValue);
    case "range": {
      const other = right as typeof left;
      return all([
        decided(proveEqual(left.start, other.start)),
        decided(proveEqual(left.stop, other.stop)),
        decided(proveEqual(left.step, other.step)),
      ]) === true
        ? true
        : undefined;
    }
    case "method": {
      const other = right as typeof left;
      return left.function === other.function && left.self === other.self ? true : undefined;
    }
    default:
      // Objects with identity: functions, classes, modules, iterators.
      return false;
  }
}

function isVague({ kind }: Value): boolean {
  return kind === "unknown" || kind === "open" || kind === "tensor";
}

/** Kinds whose values may yet be equal: a dtype and its name, for one, or built-in functions that we hold as something else. */
function mayStandForAnother(left: Value, right: Value): boolean {
  return left.kind === "dtype" || right.kind === "dtype" || left.kind === "super" || right.kind === "super";
}

function numberEquals(left: Value, right: Value): boolean | undefined {
  const a = plainInt(left);
  const b = plainInt(right);
  if (a !== undefined && b !== undefined) return decided(proveEqual(a, b));
  const x = constantNumber(left);
  const y = constantNumber(right);
  return x === undefined || y === undefined ? undefined : x === y;
}

/** True if all are, false if one is not, else not known. */
export function all(answers: readonly (boolean | undefined)[]): boolean | undefined {
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
}

interface Items {
  readonly items: readonly Value[];
  readonly rest?: Value | undefined;
}

function sequenceEquals(machine: Machine, left: Items, right: Items, depth: number): boolean | undefined {
  const shared = Math.min(left.items.length, right.items.length);
  const answers = left.items
    .slice(0, shared)
    .map((item, i) => equals(machine, item, right.items[i] as Value, depth + 1));
  const same = all(answers);
  if (same === false) return false;
  if (left.rest !== undefined || right.rest !== undefined) {
    if (left.rest === undefined && right.items.length > left.items.length) return false;
    if (right.rest === undefined && left.items.length > right.items.length) return false;
    return undefined;
  }
  return left.items.length === right.items.length ? same : false;
}

function dictEquals(machine: Machine, left: DictValue, right: DictValue, depth: number): boolean | undefined {
  const length = dictLength(left);
  const other = dictLength(right);
  if (length === undefined || other === undefined) return undefined;
  if (length !== other) return false;
  return all(
    [...left.entries].map(([key, entry]) => {
      const found = right.entries.get(key);
      return found === undefined ? false : equals(machine, entry.value, found.value, depth + 1);
    }),
  );
}

function setEquals(left: SetValue, right: SetValue): boolean | undefined {
  if (left.rest !== undefined || right.rest !== undefined) return undefined;
  return left.items.length === right.items.length && left.items.every((item) => hasItem(right, item) === true);
}

function instanceEquals(machine: Machine, left: Value, right: Value, depth: number): boolean | undefined {
  if (depth > deepest) return undefined;
  for (const [a, b] of [
    [left, right],
    [right, left],
  ] as const) {
    if (a.kind !== "instance" || findInClass(a.class, "__eq__") === undefined) continue;
    const answer = callMethod(machine, a, "__eq__", b);
    if (answer !== undefined && answer !== notImplemented) return machine.truth(answer);
  }
  if (left === right) return true;
  if (isVague(left) || isVague(right)) return undefined;
  for (const side of [left, right]) if (side.kind === "instance" && mayHaveMore(side)) return undefined;
  const a = payloadOf(left);
  const b = payloadOf(right);
  if (a.kind !== "instance" && b.kind !== "instance") return equals(machine, a, b, depth + 1);
  return isSizeView(left) || isSizeView(right) ? undefined : false;
}

function isSizeView(value: Value): boolean {
  return value.kind === "instance" && value.class === sizeClass;
}
