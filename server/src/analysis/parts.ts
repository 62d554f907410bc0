/** Which models are parts of others: found while they stand, for what an open run makes is undone after it. */
import type { Interpreter } from "../interp/interpreter.ts";
import type { InstanceValue, Value } from "../interp/values.ts";
import { isModel } from "../models/library.ts";

/** What the models made since there were so many objects keep, directly or in lists. */
export function collectParts(it: Interpreter, since: number): void {
  const { instances, inner } = it.recorder;
  const collect = (value: Value, depth: number): void => {
    if (value.kind === "instance") inner.add(value);
    else if (depth > 0 && (value.kind === "list" || value.kind === "tuple"))
      for (const item of value.items) collect(item, depth - 1);
  };
  for (const instance of instances.slice(since))
    if (isModel(instance.class)) for (const value of instance.attributes.values()) collect(value, 2);
}

/** Whether the program calls parts of it on their own: then it may be no more than what holds them, and never be called itself. */
export function isTakenApart({ recorder }: Interpreter, instance: InstanceValue): boolean {
  const seen = new Set<InstanceValue>([instance]);
  for (const whole of seen) {
    for (const part of whole.attributes.values()) {
      if (part.kind !== "instance" || seen.has(part)) continue;
      if (recorder.calledByProject.has(part)) return true;
      seen.add(part);
    }
  }
  return false;
}
