/** Which models are parts of others: found while they stand, for what an open run makes is undone after it. */
import type { Interpreter } from "../interp/interpreter.ts";
import type { InstanceValue, Value } from "../interp/values.ts";
import { knownDims } from "../shape/index.ts";
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

/** The objects that keep an object in an attribute. */
export type Holders = ReadonlyMap<InstanceValue, ReadonlySet<InstanceValue>>;

export function holdersOf(made: readonly InstanceValue[]): Holders {
  const holders = new Map<InstanceValue, Set<InstanceValue>>();
  for (const holder of made)
    for (const part of partsOf(holder)) holders.set(part, (holders.get(part) ?? new Set()).add(holder));
  return holders;
}

const partsOf = ({ attributes }: InstanceValue): readonly InstanceValue[] =>
  [...attributes.values()].filter((value): value is InstanceValue => value.kind === "instance");

/** A layer for no features at all fits nothing that could go in, and is made only to be looked at. */
export const isForNothing = (instance: InstanceValue): boolean =>
  [...wholeOf(instance)].some(({ attributes }) =>
    [...attributes.values()].some((value) => value.kind === "tensor" && knownDims(value.type.shape)?.includes(0)),
  );

/** An object and all that it keeps. */
function wholeOf(instance: InstanceValue): ReadonlySet<InstanceValue> {
  const whole = new Set([instance]);
  for (const each of whole) for (const part of partsOf(each)) whole.add(part);
  return whole;
}

/**
 * Whether the program calls parts of it on their own, or keeps them in something else: then it may be no more than what held them, and never be called
 * itself.
 */
export function isTakenApart({ recorder }: Interpreter, instance: InstanceValue, holders: Holders): boolean {
  const whole = wholeOf(instance);
  const isElsewhere = (part: InstanceValue): boolean =>
    recorder.calledByProject.has(part) || [...(holders.get(part) ?? [])].some((each) => !whole.has(each));
  return [...whole].some((part) => part !== instance && isElsewhere(part));
}
