/** The join of what two branches left in one slot of the heap; in the turns of a loop, its widening. */
import { boundsOf } from "../shape/index.ts";
import type { Dim, TensorType } from "../shape/index.ts";
import { Assumptions } from "./assumptions.ts";
import { absent } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { joinEntries, joinItems, joinTensorTypes, sameValue } from "./join.ts";
import { unknown } from "./values.ts";
import type { DictEntry, HeapObject, ListValue, Value } from "./values.ts";

/** What is left of two contents of one slot. `isField`: the slot is a field of the owner itself. */
export function joinSlots(
  it: Interpreter,
  left: unknown,
  right: unknown,
  slot: string | number,
  owner: HeapObject,
  isField: boolean,
): unknown {
  if (left === absent || right === absent) {
    const present = left === absent ? right : left;
    if (owner === it.assumptions) return absent;
    if (isKind(owner, "dict") && !isField) return { ...(present as DictEntry), maybe: true };
    if (it.widening !== undefined) it.widening.changed = true;
    return present;
  }
  if (owner === it.assumptions) return Assumptions.agree(left, right) ? left : absent;
  if (!isField) {
    return isKind(owner, "dict")
      ? joinEntries(left as DictEntry, right as DictEntry, it)
      : joinSlot(it, left as Value, right as Value);
  }
  if (slot === "items")
    return joinItemSlots(it, left as readonly Value[], right as readonly Value[], owner as ListValue);
  if (slot === "type" && isKind(owner, "tensor")) return joinTensorTypes(left as TensorType, right as TensorType, it);
  // Branches that made it in different ways leave no one story.
  if (slot === "producer" || slot === "scalar") return undefined;
  if (slot === "escaped" || slot === "trainable") return true;
  if (slot === "rest")
    return left === undefined ? right : right === undefined ? left : joinSlot(it, left as Value, right as Value);
  return joinSlot(it, left as Value, right as Value);
}

function joinSlot(it: Interpreter, left: Value, right: Value): Value {
  if (it.widening === undefined) return it.join(left, right);
  if (sameValue(left, right)) return left;
  it.widening.changed = true;
  if (it.widening.giveUp) return left.kind === "int" && right.kind === "int" ? it.anyInt() : unknown;
  if (left.kind === "int" && right.kind === "int") return widenInt(it, left.size, right.size);
  return it.join(left, right);
}

/** Interval widening: a bound that moved is given up. */
function widenInt(it: Interpreter, before: Dim, after: Dim): Value {
  const a = boundsOf(before);
  const b = boundsOf(after);
  return it.anyInt({ min: b.min >= a.min ? a.min : -Infinity, max: b.max <= a.max ? a.max : Infinity });
}

function joinItemSlots(
  it: Interpreter,
  left: readonly Value[],
  right: readonly Value[],
  owner: ListValue,
): readonly Value[] {
  if (left.length === right.length) return left.map((item, i) => joinSlot(it, item, right[i] as Value));
  if (it.widening !== undefined) it.widening.changed = true;
  const joined = joinItems({ items: left, rest: undefined }, { items: right, rest: undefined }, it);
  const rest = joined.rest === undefined || owner.rest === undefined ? joined.rest : it.join(joined.rest, owner.rest);
  it.heap.assign(owner, "rest", rest);
  return joined.items;
}

function isKind(owner: HeapObject, kind: string): boolean {
  return (owner as { kind?: string }).kind === kind;
}
