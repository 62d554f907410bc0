/** What code that we cannot see may have done with what it was given: everything mutable within reach is unknown afterwards. */
import type { Interpreter } from "./interpreter.ts";
import { unknown } from "./values.ts";
import type { HeapObject, Value } from "./values.ts";

export function escape(it: Interpreter, values: Iterable<Value>): void {
  const seen = new Set<HeapObject>();
  const queue: Value[] = [...values];
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    switch (value.kind) {
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
        break;
      default:
    }
  }
}
