/** `+`, `*`, `|`, `&`, `-`, `^` and `%` on strings, lists, tuples, dicts and sets, and the in-place forms that change their left side. */
import { boundsOf } from "../../shape/index.ts";
import type { BinaryOperator } from "../../interp/ir.ts";
import type { Machine } from "../../interp/machine.ts";
import { anyStr, str, tuple, unknown } from "../../interp/values.ts";
import type { ListValue, SetValue, TupleValue, Value } from "../../interp/values.ts";
import { copyDict, updateDict } from "./dicts.ts";
import { percentFormat } from "./percent-format.ts";
import { joinAll } from "./lookup.ts";
import { integerOf } from "./numbers.ts";
import { setOperation } from "./sets.ts";

/** Repetitions beyond this many items are not spelled out. */
const longest = 4096;

/** `undefined` where the operator does not apply to these kinds. */
export function sequenceOperation(
  machine: Machine,
  operator: BinaryOperator,
  left: Value,
  right: Value,
): Value | undefined {
  switch (operator) {
    case "+":
      return concatenate(machine, left, right);
    case "*":
      return repeat(machine, left, right) ?? repeat(machine, right, left);
    case "%":
      return left.kind === "str"
        ? str(left.value === undefined ? undefined : percentFormat(machine, left.value, right))
        : undefined;
    case "|":
      if (left.kind === "dict" && right.kind === "dict") {
        const merged = copyDict(machine, left);
        updateDict(machine, merged, right);
        return merged;
      }
      return left.kind === "set" && right.kind === "set" ? setOperation(machine, "|", left, right) : undefined;
    case "&":
    case "-":
    case "^":
      return left.kind === "set" && right.kind === "set" ? setOperation(machine, operator, left, right) : undefined;
    default:
      return undefined;
  }
}

function concatenate(machine: Machine, left: Value, right: Value): Value | undefined {
  if (left.kind === "str") {
    if (right.kind === "str" && left.value !== undefined && right.value !== undefined)
      return str(left.value + right.value);
    return anyStr;
  }
  if (right.kind === "str") return anyStr;
  if (left.kind === "list" && right.kind === "list") return machine.list(...appended(machine, left, right));
  if (left.kind === "tuple" && right.kind === "tuple") return tuple([...left.items, ...right.items]);
  if (left.kind === "list" && (right.kind === "open" || right.kind === "unknown"))
    return machine.list(left.items, unknown);
  return undefined;
}

interface Items {
  readonly items: readonly Value[];
  readonly rest?: Value | undefined;
}

/** The items of two sequences, one after the other. */
export function appended(machine: Machine, left: Items, right: Items): [items: readonly Value[], rest?: Value] {
  if (left.rest === undefined) {
    const items = [...left.items, ...right.items];
    return right.rest === undefined ? [items] : [items, right.rest];
  }
  const further = right.rest === undefined ? right.items : [...right.items, right.rest];
  return [left.items, joinAll(machine, [left.rest, ...further])];
}

function repeat(machine: Machine, sequence: Value, count: Value): Value | undefined {
  if (sequence.kind !== "str" && sequence.kind !== "list" && sequence.kind !== "tuple") return undefined;
  const times = integerOf(machine, count);
  if (sequence.kind === "str") {
    const { value } = sequence;
    if (value === undefined || typeof times !== "number" || value.length * times > longest) return anyStr;
    return str(value.repeat(Math.max(0, times)));
  }
  return repeatItems(machine, sequence, times);
}

function repeatItems(machine: Machine, sequence: ListValue | TupleValue, times: ReturnType<typeof integerOf>): Value {
  const { items } = sequence;
  const rest = sequence.kind === "list" ? sequence.rest : undefined;
  if (typeof times === "number" && rest === undefined && Math.max(1, items.length) * times <= longest) {
    const all = Array.from({ length: Math.max(0, times) }, () => items).flat();
    return sequence.kind === "list" ? machine.list(all) : tuple(all);
  }
  if (sequence.kind === "tuple") return unknown;
  const some = rest === undefined ? items : [...items, rest];
  if (some.length === 0) return machine.list([]);
  const leading = times !== undefined && rest === undefined && boundsOf(times).min >= 1 ? items : [];
  return machine.list(leading, joinAll(machine, some));
}

/** `left op= right` where that changes `left` itself; `undefined` where it does not. */
export function changeInPlace(
  machine: Machine,
  operator: BinaryOperator,
  left: Value,
  right: Value,
): Value | undefined {
  if (left.kind === "list" && operator === "+") {
    const [items, rest] = appended(machine, left, machine.iterate(right));
    machine.heap.assign(left, "items", items);
    if (rest !== left.rest) machine.heap.assign(left, "rest", rest);
    return left;
  }
  if (left.kind === "list" && operator === "*") {
    const repeated = repeat(machine, left, right);
    if (repeated?.kind !== "list") return undefined;
    machine.heap.assign(left, "items", repeated.items);
    machine.heap.assign(left, "rest", repeated.rest);
    return left;
  }
  if (left.kind === "dict" && operator === "|") {
    updateDict(machine, left, right);
    return left;
  }
  return left.kind === "set" && right.kind === "set" ? changeSet(machine, operator, left, right) : undefined;
}

function changeSet(machine: Machine, operator: BinaryOperator, left: SetValue, right: SetValue): Value | undefined {
  if (operator !== "|" && operator !== "&" && operator !== "-" && operator !== "^") return undefined;
  const result = setOperation(machine, operator, left, right);
  machine.heap.assign(left, "items", result.items);
  machine.heap.assign(left, "rest", result.rest);
  return left;
}
