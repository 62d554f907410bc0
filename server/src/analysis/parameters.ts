/** How many numbers a model learns: its parameters and those of everything inside it, each counted once. */
import { elementCount } from "../shape/index.ts";
import type { HeapObject, InstanceValue, Value } from "../interp/values.ts";

/** `undefined` where the size of some parameter is not known. */
export function countParameters(model: InstanceValue): number | undefined {
  const seen = new Set<HeapObject>();
  const queue: Value[] = [model];
  let count = 0;
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    if (value.kind === "tensor") {
      if (!value.parameter || seen.has(value)) continue;
      seen.add(value);
      const size = elementCount(value.type.shape);
      if (typeof size !== "number") return undefined;
      count += size;
    } else if (value.kind === "instance") {
      if (seen.has(value)) continue;
      seen.add(value);
      if (value.escaped) return undefined;
      queue.push(...value.attributes.values());
    }
  }
  return count;
}
