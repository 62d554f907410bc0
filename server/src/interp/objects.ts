/** Sets and dictionaries by the keys of their members: what has no known key is one of any number of others. */
import type { Interpreter } from "./interpreter.ts";
import { keyOf } from "./values.ts";
import type { DictEntry, DictValue, SetValue, Value } from "./values.ts";

export function newSet(it: Interpreter, items: readonly Value[], rest: Value | undefined): SetValue {
  const seen = new Map<string, Value>();
  let loose = rest;
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) loose = loose === undefined ? item : it.join(loose, item);
    else if (!seen.has(key)) seen.set(key, item);
  }
  return { kind: "set", born: it.heap.stamp(), items: [...seen.values()], rest: loose };
}

export function newDict(
  it: Interpreter,
  entries: Iterable<readonly [Value, Value]>,
  rest: Value | undefined,
): DictValue {
  const map = new Map<string, DictEntry>();
  let loose = rest;
  for (const [key, value] of entries) {
    const text = keyOf(key);
    if (text === undefined) loose = loose === undefined ? value : it.join(loose, value);
    else map.set(text, { key, value });
  }
  return { kind: "dict", born: it.heap.stamp(), entries: map, rest: loose };
}
