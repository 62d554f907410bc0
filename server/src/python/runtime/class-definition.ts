/**
 * What happens when a class body has run: its annotations are noted, enumerations get their members, descriptors learn their names,
 * and bases hear of it. Also what decorators that we do not know leave of a definition.
 */
import type { ClassIR, Expr } from "../../interp/ir.ts";
import type { Machine } from "../../interp/machine.ts";
import { method, str, unknown } from "../../interp/values.ts";
import type { ClassValue, Value } from "../../interp/values.ts";
import { positional } from "./calls.ts";
import { objectClass } from "./classes.ts";
import { defineMembers, isEnum } from "./enums.ts";
import { bind, findInClass, findInOrder } from "./lookup.ts";
import { defineNamedTuple } from "./named-tuples.ts";
import { transparentDecorators } from "./transparent-decorators.ts";

export function classDefined(machine: Machine, cls: ClassValue, ir: ClassIR): void {
  noteAnnotations(machine, cls, ir);
  if (isEnum(cls)) defineMembers(machine, cls);
  defineNamedTuple(machine, cls);
  for (const [name, value] of [...cls.attributes]) {
    if (value.kind !== "instance") continue;
    const hook = findInClass(value.class, "__set_name__");
    if (hook !== undefined) machine.call(bind(machine, hook, value, value.class), positional(cls, str(name)));
  }
  initSubclass(machine, cls, ir);
}

/** The annotated names of the body in order, with what their annotation is, as far as its outermost name tells. */
function noteAnnotations(machine: Machine, cls: ClassValue, ir: ClassIR): void {
  const entries: (readonly [Value, Value])[] = [];
  for (const stmt of ir.body) {
    const target = stmt.kind === "assign" ? stmt.targets[0] : undefined;
    if (stmt.kind !== "assign" || stmt.annotation === undefined || target?.kind !== "name") continue;
    entries.push([str(target.name), str(outermostName(stmt.annotation))]);
  }
  if (entries.length > 0) machine.heap.set(cls, cls.attributes, "__annotations__", machine.dict(entries));
}

/** `ClassVar` of `typing.ClassVar[int]`. */
function outermostName(annotation: Expr): string | undefined {
  switch (annotation.kind) {
    case "name":
    case "attribute":
      return annotation.name;
    case "index":
      return outermostName(annotation.object);
    case "constant":
      return annotation.value.type === "str" ? /^[\w.]*?(\w+)(?=\[|$)/.exec(annotation.value.value)?.[1] : undefined;
    default:
      return undefined;
  }
}

function initSubclass(machine: Machine, cls: ClassValue, ir: ClassIR): void {
  const hook = findInOrder(cls.mro.slice(1), "__init_subclass__");
  if (hook === undefined || hook === objectClass.attributes.get("__init_subclass__")) return;
  // It is a class method, decorated or not.
  const fn = hook.kind === "descriptor" ? hook.function : hook;
  const named = ir.bases.filter((base) => base.kind === "keyword" && base.name !== "metaclass");
  machine.call(method(fn, cls), {
    positional: [],
    named: new Map(named.map((base) => [base.name ?? "", unknown])),
    open: false,
  });
}

/** A decorator that we cannot see: registration leaves what it decorates; of others we know nothing. */
export function decorateUnknown(_: Machine, decorator: Expr, value: Value): Value {
  if (value.kind === "class") return value;
  const callee = decorator.kind === "call" ? decorator.callee : decorator;
  const name = callee.kind === "name" || callee.kind === "attribute" ? callee.name : undefined;
  return name !== undefined && transparentDecorators.some((pattern) => pattern.test(name)) ? value : unknown;
}
