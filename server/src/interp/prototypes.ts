/**
 * Objects that a library's code made and nobody has changed since. Each equals an object that never changes, its prototype: what was worked out
 * for the one holds of the other. The heap forgets an object's prototype when the object is written to.
 */
import type { HeapObject, InstanceValue, Value } from "./values.ts";

/** Pairs of an object and what stands for it. */
export type Pairs = Map<Value, Value>;

/** The prototype, or the object itself where it has none. */
export function prototypeOf<O extends HeapObject>(object: O): O {
  return (object.prototype ?? object) as O;
}

/**
 * Whether both are the same, all that is in them included: objects of one prototype, or values that cannot change. `note` is told of each pair of
 * objects once. What holds the values is known to be unchanged, so values that cannot change are not looked at again.
 */
export function areAlike(one: Value, other: Value, seen: Pairs): boolean {
  switch (one.kind) {
    case "tuple":
      return other.kind === "tuple" && allAlike(one.items, other.items, seen);
    case "method":
      return (
        other.kind === "method" && areAlike(one.function, other.function, seen) && areAlike(one.self, other.self, seen)
      );
    case "list":
    case "set":
    case "iterator":
      if (!isPair(one, other, seen)) return false;
      if (seen.has(one)) return true;
      seen.set(one, other);
      return one.rest === undefined && other.rest === undefined && allAlike(one.items, other.items, seen);
    case "dict": {
      if (!isPair(one, other, seen)) return false;
      if (seen.has(one)) return true;
      seen.set(one, other);
      if (one.rest !== undefined || other.rest !== undefined) return false;
      for (const [key, { value }] of one.entries) {
        const entry = other.entries.get(key);
        if (entry === undefined || !areAlike(value, entry.value, seen)) return false;
      }
      return true;
    }
    case "instance": {
      if (one === other) return true;
      if (!isPair(one, other, seen)) return false;
      if (seen.has(one)) return true;
      seen.set(one, other);
      if (one.payload !== undefined || other.payload !== undefined) return false;
      for (const name of heldIn(one)) {
        const mine = one.attributes.get(name);
        const its = other.attributes.get(name);
        if (mine === undefined || its === undefined || !areAlike(mine, its, seen)) return false;
      }
      return true;
    }
    case "tensor":
      if (one === other) return true;
      if (!isPair(one, other, seen)) return false;
      seen.set(one, other);
      return true;
    default:
      return "born" in one ? one === other : true;
  }
}

function allAlike(some: readonly Value[], others: readonly Value[], seen: Pairs): boolean {
  return some.length === others.length && some.every((item, i) => areAlike(item, others[i] as Value, seen));
}

/** Objects of one prototype, which have not been paired with others. */
function isPair<O extends Value & HeapObject>(one: O, other: Value, seen: Pairs): other is O {
  if (one.kind !== other.kind || prototypeOf(one) !== prototypeOf(other as O)) return false;
  const before = seen.get(one);
  return before === undefined || before === other;
}

const held = new WeakMap<InstanceValue, readonly string[]>();

/** The attributes of an unchanged object that may hold objects: the same as those of its prototype, which keeps the answer. */
function heldIn(object: InstanceValue): readonly string[] {
  const prototype = prototypeOf(object);
  let names = held.get(prototype);
  if (names === undefined) {
    names = [...prototype.attributes].filter(([, value]) => holdsObjects(value)).map(([name]) => name);
    held.set(prototype, names);
  }
  return names;
}

function holdsObjects(value: Value): boolean {
  return value.kind === "tuple" || value.kind === "method" || "born" in value;
}
