/** Assignment: storing a value in a name, attribute, item, or unpacking it into several. */
import type { Environment } from "./environment.ts";
import { evaluate } from "./evaluate.ts";
import type { Interpreter } from "./interpreter.ts";
import type { PropertyItem, Target } from "./ir.ts";
import { atSite } from "./operator-site.ts";
import { somethingOf, withEach } from "./one-of.ts";
import { unpack } from "./unpack.ts";
import type { UnpackTarget } from "./unpack.ts";
import { str, undefinedValue, unknown } from "./values.ts";
import type { Value } from "./values.ts";

export function assignTarget(it: Interpreter, target: Target, value: Value): void {
  it.step();
  switch (target.kind) {
    case "name":
      assignName(it, target.name, value);
      it.recorder.value(it, target, value, "target");
      return;
    case "attribute": {
      const object = evaluate(it, target.object);
      noteAssignment(it, target, object, value);
      setAttribute(it, object, target.name, value);
      it.recorder.value(it, target, value, "target");
      return;
    }
    case "index": {
      const object = evaluate(it, target.object);
      const index = evaluate(it, target.index);
      atSite(it, target, undefined, [object, index], [target.object, target.index], () => {
        it.language.setItem(it, object, index, value);
        return undefinedValue;
      });
      return;
    }
    case "unpack":
      assignUnpack(it, target, value);
      return;
    case "properties":
      assignProperties(it, target.entries, target.rest, value);
      return;
    case "broken":
      return;
  }
}

/** Of an object that is one of several, each may have got it. */
function setAttribute(it: Interpreter, object: Value, name: string, value: Value): void {
  const alternatives = object.kind === "unknown" ? somethingOf(object) : undefined;
  if (alternatives === undefined) it.language.setAttribute(it, object, name, value);
  else
    withEach(it, alternatives, (each) => {
      setAttribute(it, each, name, value);
      return each;
    });
}

/** What the user's code does to the attributes of an object that a library's class made. */
function noteAssignment(
  it: Interpreter,
  { name, span, object: { span: owner } }: Extract<Target, { kind: "attribute" }>,
  object: Value,
  value: Value,
): void {
  const { module } = it.frame;
  if (object.kind !== "instance" || !module.project) return;
  const before = object.attributes.get(name);
  it.recorder.assigned({
    path: module.path,
    span,
    object: module.text.slice(owner.start, owner.end),
    className: object.class.qualifiedName,
    attribute: name,
    ...(before?.kind === "int" ? { before: before.size } : {}),
    ...(value.kind === "int" ? { after: value.size } : {}),
  });
}

export function assignName(it: Interpreter, name: string, value: Value): void {
  const environment = environmentOf(it.environment, name);
  it.heap.set(environment, environment.variables, name, value);
}

/** The environment in which assigning to the name puts it. */
function environmentOf(start: Environment, name: string): Environment {
  let env = start;
  while (!env.locals.has(name) && env.outer !== undefined) env = env.outer;
  return env;
}

function assignUnpack(it: Interpreter, target: UnpackTarget, value: Value): void {
  const { items } = target;
  const parts = unpack(it, target, value);
  items.forEach((item, i) => {
    if (item === undefined) return;
    let part = parts[i] ?? unknown;
    if (item.default !== undefined) part = withDefault(it, part, () => evaluate(it, item.default as never));
    assignTarget(it, item.target, part);
  });
}

function assignProperties(
  it: Interpreter,
  entries: readonly PropertyItem[],
  rest: Target | undefined,
  value: Value,
): void {
  const taken: Value[] = [];
  for (const entry of entries) {
    const key = typeof entry.key === "string" ? str(entry.key) : evaluate(it, entry.key);
    taken.push(key);
    const part = it.language.getItem(it, value, key) ?? undefinedValue;
    const final =
      entry.default === undefined ? part : withDefault(it, part, () => evaluate(it, entry.default as never));
    assignTarget(it, entry.target, final);
  }
  if (rest !== undefined) assignTarget(it, rest, it.language.objectRest?.(it, value, taken) ?? unknown);
}

/** A JS default is taken where the value is undefined. */
function withDefault(it: Interpreter, value: Value, make: () => Value): Value {
  if (value.kind === "undefined") return make();
  if (value.kind === "unknown") return it.either(() => value, make);
  return value;
}

export function deleteTarget(it: Interpreter, target: Target): void {
  switch (target.kind) {
    case "name": {
      const environment = environmentOf(it.environment, target.name);
      it.heap.remove(environment, environment.variables, target.name);
      return;
    }
    case "attribute":
      it.language.deleteAttribute(it, evaluate(it, target.object), target.name);
      return;
    case "index":
      it.language.deleteItem(it, evaluate(it, target.object), evaluate(it, target.index));
      return;
    case "unpack":
      for (const item of target.items) if (item !== undefined) deleteTarget(it, item.target);
      return;
    case "properties":
    case "broken":
      return;
  }
}
