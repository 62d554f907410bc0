/** Sets: items that are known to be different, and `rest` for any that are not. */
import type { Machine } from "../../interp/machine.ts";
import { unknown } from "../../interp/values.ts";
import type { SetValue, Value } from "../../interp/values.ts";
import { hashKey } from "./dicts.ts";
import { joinAll } from "./lookup.ts";

export function newSet(machine: Machine, items: readonly Value[], rest?: Value): SetValue {
  const known = new Map<string, Value>();
  const blurred: Value[] = rest === undefined ? [] : [rest];
  for (const item of items) {
    const key = hashKey(item);
    if (key === undefined) blurred.push(item);
    else if (!known.has(key)) known.set(key, item);
  }
  const others = blurred.length === 0 ? undefined : joinAll(machine, blurred);
  return { kind: "set", items: [...known.values()], rest: others, born: machine.heap.stamp() };
}

/** Whether the value is in the set; `undefined` where that is not known. */
export function hasItem(set: SetValue, value: Value): boolean | undefined {
  const { items, rest } = set;
  const absent = rest === undefined ? false : undefined;
  const key = hashKey(value);
  if (key === undefined) return items.length === 0 ? absent : undefined;
  if (items.includes(value)) return true;
  // What is equal to nothing but itself would have been found.
  if (key.startsWith(identityKey)) return absent;
  return items.some((item) => hashKey(item) === key) ? true : absent;
}

/** How keys of objects that are equal to themselves only begin. */
const identityKey = "o";

/** Puts one more item in. */
export function addItem(machine: Machine, set: SetValue, item: Value): void {
  if (hashKey(item) === undefined) assignSet(machine, set, newSet(machine, [...set.items, item], set.rest));
  else if (hasItem(set, item) !== true) machine.heap.assign(set, "items", [...set.items, item]);
}

export function setOperation(
  machine: Machine,
  operator: "|" | "&" | "-" | "^",
  left: SetValue,
  right: SetValue,
): SetValue {
  if (operator === "|") {
    const rests = [left.rest, right.rest].filter((rest) => rest !== undefined);
    return newSet(machine, [...left.items, ...right.items], rests.length === 0 ? undefined : joinAll(machine, rests));
  }
  if (left.rest !== undefined || right.rest !== undefined) return newSet(machine, [], unknown);
  const inRight = left.items.filter((item) => hasItem(right, item) === true);
  if (operator === "&") return newSet(machine, inRight);
  const onlyLeft = left.items.filter((item) => hasItem(right, item) !== true);
  if (operator === "-") return newSet(machine, onlyLeft);
  return newSet(machine, [...onlyLeft, ...right.items.filter((item) => hasItem(left, item) !== true)]);
}

/** Replaces what a set holds. */
export function assignSet(machine: Machine, set: SetValue, content: SetValue): void {
  machine.heap.assign(set, "items", content.items);
  machine.heap.assign(set, "rest", content.rest);
}
