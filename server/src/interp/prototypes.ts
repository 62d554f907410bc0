/**
 * Objects of libraries that equal an object that never changes, their prototype: what was worked out for the one holds of the other. What a kept
 * call made has one; a write of a constant leads to a variant of it, any other write to none (see the heap).
 */
import type { HeapObject, InstanceValue, TensorValue, Value } from "./values.ts";

/** The prototype, or the object itself where it has none. */
export function prototypeOf(object: HeapObject): HeapObject {
  return object.prototype ?? object;
}

/** Variants kept of one prototype: more are a loop's. */
const mostVariants = 30;
const variants = new WeakMap<HeapObject, Map<string, HeapObject>>();

/** The prototype of what was like this one until a constant was written to an attribute, or (`isField`) to a field of a tensor. */
export function variantOf(
  prototype: HeapObject,
  slot: string,
  isField: boolean,
  content: unknown,
  stamp: () => number,
): HeapObject | undefined {
  const text = constantText(content);
  if (text === undefined || isField !== ((prototype as Value).kind === "tensor")) return undefined;
  let known = variants.get(prototype);
  if (known === undefined) variants.set(prototype, (known = new Map<string, HeapObject>()));
  const key = `${slot}=${text}`;
  const before = known.get(key);
  if (before !== undefined || known.size >= mostVariants) return before;
  const variant = varied(prototype as Value, slot, content, stamp);
  if (variant !== undefined) known.set(key, variant);
  return variant;
}

function varied(
  prototype: Value,
  slot: string,
  content: unknown,
  stamp: () => number,
): InstanceValue | TensorValue | undefined {
  if (prototype.kind === "instance") {
    const attributes = new Map(prototype.attributes).set(slot, content as Value);
    return { ...prototype, born: stamp(), attributes };
  }
  return prototype.kind === "tensor" && slot === "trainable"
    ? { ...prototype, born: stamp(), trainable: content as boolean }
    : undefined;
}

function constantText(content: unknown): string | undefined {
  if (typeof content === "boolean") return String(content);
  if (typeof content !== "object" || content === null || !("kind" in content)) return undefined;
  const value = content as Value;
  switch (value.kind) {
    case "none":
      return "none";
    case "bool":
      return value.value === undefined ? undefined : `b${String(value.value)}`;
    case "int":
      return typeof value.size === "number" ? `i${String(value.size)}` : undefined;
    case "str":
      return value.value === undefined ? undefined : `s${value.value}`;
    default:
      return undefined;
  }
}

const held = new WeakMap<HeapObject, readonly string[]>();

/** The attributes of an object that may hold objects: the same as those of its prototype, which keeps the answer. */
export function holdersIn(object: InstanceValue): readonly string[] {
  const prototype = prototypeOf(object) as InstanceValue;
  let names = held.get(prototype);
  if (names === undefined) {
    names = [...prototype.attributes].filter(([, value]) => mayHoldObjects(value)).map(([name]) => name);
    held.set(prototype, names);
  }
  return names;
}

function mayHoldObjects(value: Value): boolean {
  return value.kind === "tuple" || value.kind === "method" || "born" in value;
}
