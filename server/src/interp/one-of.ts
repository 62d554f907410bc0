/**
 * A value that is one of a few: an object or None, one of two layers, a model or its wrapper. To all who look at it, it is unknown; a
 * call, an attribute and an item ask each of the few in turn and join the answers. Nothing is reported of what breaks for some only: what is told
 * breaks in the same way at the same place whichever it is.
 */
import { executeAlternatives } from "./branches.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Report } from "./recorder.ts";
import { unknown } from "./values.ts";
import type { UnknownValue, Value } from "./values.ts";

/** What the value may be, None and undefined left out; nothing where anything may be. */
export function somethingOf(value: UnknownValue): readonly Value[] | undefined {
  const some = value.oneOf?.filter(({ kind }) => kind !== "none" && kind !== "undefined");
  return some === undefined || some.length === 0 ? undefined : some;
}

/** The join of what is done with each; an alternative that raises is none. */
export function withEach(it: Interpreter, values: readonly Value[], run: (value: Value) => Value): Value | undefined {
  const [only] = values;
  if (only !== undefined && values.length === 1) return run(only);
  const found: Value[] = [];
  const reports: (readonly Report[])[] = [];
  const runs = values.map((value) => () => {
    reports.push(it.recorder.gathered(() => found.push(run(value))));
    return undefined;
  });
  executeAlternatives(it, runs, 0);
  if (reports.length === values.length) it.recorder.reportCommon(reports);
  return found.length === 0 ? undefined : found.reduce((a, b) => it.join(a, b));
}

/** What is left of the value where a test found it to be None, or not to be. */
export function narrowed(value: UnknownValue, isNone: boolean): Value | undefined {
  if (isNone) return value.oneOf?.find(({ kind }) => kind === "none");
  const some = somethingOf(value);
  return some?.length === 1 ? some[0] : some && { kind: "unknown", oneOf: some };
}

export function attributeOf(it: Interpreter, object: Value, name: string): Value {
  const alternatives = object.kind === "unknown" ? somethingOf(object) : undefined;
  const found =
    alternatives === undefined
      ? it.language.getAttribute(it, object, name)
      : withEach(it, alternatives, (each) => attributeOfOne(it, each, name, alternatives.length > 1));
  return found ?? unknown;
}

/** Where there are others, an object that surely has no such attribute is not the one that is meant: a wrapper has its `module`, the model itself has none. */
function attributeOfOne(it: Interpreter, object: Value, name: string, others: boolean): Value {
  const found = it.language.getAttribute(it, object, name);
  return found ?? (others && object.kind === "instance" ? it.raise(undefined) : unknown);
}

/** `object[index]`; nothing where there surely is no such item. */
export function itemOf(it: Interpreter, object: Value, index: Value): Value | undefined {
  const alternatives = object.kind === "unknown" ? somethingOf(object) : undefined;
  if (alternatives === undefined) return it.language.getItem(it, object, index);
  return withEach(it, alternatives, (each) => it.language.getItem(it, each, index) ?? unknown) ?? unknown;
}
