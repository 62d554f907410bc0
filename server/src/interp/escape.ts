/** What code that we cannot see may have done with what it was given: everything mutable within reach is unknown afterwards. */
import type { Interpreter } from "./interpreter.ts";
import { unknown } from "./values.ts";
import type { BranchEffects } from "./heap.ts";
import type { DictEntry, DictValue, HeapObject, ListValue, Value } from "./values.ts";

export function escape(it: Interpreter, values: Iterable<Value>): void {
  const seen = new Set<HeapObject>();
  const queue: Value[] = [...values];
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    switch (value.kind) {
      case "unknown":
        queue.push(...(value.oneOf ?? []));
        break;
      case "tuple":
        queue.push(...value.items);
        break;
      case "method":
        queue.push(value.self);
        break;
      case "list":
      case "set":
        if (seen.has(value)) break;
        seen.add(value);
        queue.push(...value.items);
        it.heap.assign(value, "items", []);
        it.heap.assign(value, "rest", unknown);
        break;
      case "dict":
        if (seen.has(value)) break;
        seen.add(value);
        for (const [key, entry] of value.entries) {
          queue.push(entry.value);
          it.heap.remove(value, value.entries, key);
        }
        it.heap.assign(value, "rest", unknown);
        break;
      case "instance":
        if (seen.has(value)) break;
        seen.add(value);
        for (const [name, attribute] of value.attributes) {
          queue.push(attribute);
          it.heap.remove(value, value.attributes, name);
        }
        it.heap.assign(value, "escaped", true);
        it.escapees.add(value);
        break;
      default:
    }
  }
}

/** Code that may run or not, once or often, now or later: it is run for what it shows and undone, and each slot that it wrote is unknown. */
export function runPerhaps(it: Interpreter, run: () => void): void {
  const mark = it.heap.mark();
  const bornBefore = it.heap.stamp();
  run();
  const { slots } = it.heap.effectsSince(mark);
  it.heap.rollback(mark);
  for (const slot of slots) if (slot.owner.born > 0 && slot.owner.born <= bornBefore) forget(it, slot);
}

function forget(it: Interpreter, { owner, map, slot, content }: BranchEffects["slots"][number]): void {
  if (map !== undefined) {
    const before = map.get(slot);
    const isEntry = (owner as Value).kind === "dict";
    const entry = (before ?? content) as DictEntry | undefined;
    const forgotten = isEntry ? entry && { ...entry, value: unknown, maybe: true } : unknown;
    if (forgotten !== undefined) it.heap.set(owner, map as Map<string, unknown>, String(slot), forgotten);
  } else if (slot === "items" || slot === "rest") {
    const holder = owner as ListValue | DictValue;
    if (holder.kind !== "dict") it.heap.assign(holder, "items", []);
    it.heap.assign(holder, "rest", unknown);
  }
}
