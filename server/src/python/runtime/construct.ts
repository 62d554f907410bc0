/**
 * Making instances: `__new__`, the built-in value that an instance of a subclass of list, dict, str… stands for, then `__init__` by
 * the order of lookup. Also calling instances, and entering `with`.
 */
import type { CallRecord } from "../../interp/frames.ts";
import type { Machine } from "../../interp/machine.ts";
import { method, unknown } from "../../interp/values.ts";
import type { CallArguments, ClassValue, InstanceValue, Value } from "../../interp/values.ts";
import { objectClass } from "./classes.ts";
import { isEnum, memberByValue } from "./enums.ts";
import { bind, callMethod, escapeArguments, findInClass, findMethod, mayHaveMore, newInstance } from "./lookup.ts";

/** `cls(*args)` for a class that makes ordinary instances. */
export function construct(machine: Machine, cls: ClassValue, args: CallArguments, site: CallRecord | undefined): Value {
  return constructWith(machine, cls, args, site, undefined);
}

/** As `construct`, for subclasses of a built-in class: `payload` is the built-in value of the new instance. */
export function constructWith(
  machine: Machine,
  cls: ClassValue,
  args: CallArguments,
  site: CallRecord | undefined,
  payload: (() => Value) | undefined,
): Value {
  if (isEnum(cls)) return memberByValue(machine, cls, args.positional[0] ?? args.named.get("value"));
  const maker = findInClass(cls, "__new__");
  if (maker?.kind === "function" || maker?.kind === "descriptor") {
    const fn = maker.kind === "descriptor" ? maker.function : maker;
    const made = machine.call(method(fn, cls), args, site);
    if (made.kind === "instance" && made.class.mro.includes(cls)) initialise(machine, made, args, site);
    return made;
  }
  const instance = newInstance(machine, cls, { ...(payload === undefined ? {} : { payload: payload() }), site });
  initialise(machine, instance, args, site);
  return instance;
}

/** Calls `__init__`, if any class has one of its own. */
function initialise(
  machine: Machine,
  instance: InstanceValue,
  args: CallArguments,
  site: CallRecord | undefined,
): void {
  const cls = instance.class;
  const init = findInClass(cls, "__init__");
  if (init !== undefined && init !== objectClass.attributes.get("__init__")) {
    machine.call(bind(machine, init, instance, cls), args, site);
    return;
  }
  if (!cls.incomplete) return;
  // A base that we cannot see has the constructor: it gets hold of everything.
  escapeArguments(machine, args);
  machine.heap.assign(instance, "escaped", true);
}

/** Calling an instance, a `super()` object or a wrapped function. */
export function callInstance(
  machine: Machine,
  callee: Value,
  args: CallArguments,
  site: CallRecord | undefined,
): Value {
  if (callee.kind === "descriptor")
    return callee.form === "property" ? unknown : machine.call(callee.function, args, site);
  const found = callee.kind === "instance" ? findMethod(machine, callee, "__call__") : undefined;
  if (found !== undefined) return machine.call(found, args, site);
  if (callee.kind !== "instance" || mayHaveMore(callee)) {
    escapeArguments(machine, args);
    machine.escape([callee]);
  }
  return unknown;
}

/** What `with context as name` binds. */
export function enterContext(machine: Machine, context: Value): Value {
  switch (context.kind) {
    case "instance":
      if (findMethod(machine, context, "__enter__") !== undefined)
        return callMethod(machine, context, "__enter__") ?? unknown;
      return unknown;
    case "iterator":
      // A generator behind `contextlib.contextmanager`, run ahead: what it yielded first.
      return context.items[0] ?? context.rest ?? unknown;
    case "tensor":
    case "open":
      return context;
    default:
      return unknown;
  }
}

/** `with`'s end: what `__exit__` does; that it may swallow an exception is not followed. */
export function leaveContext(machine: Machine, context: Value): void {
  if (context.kind === "instance") callMethod(machine, context, "__exit__", unknown, unknown, unknown);
}

/** `object.__new__(cls)`, and what a built-in class makes in its place. */
export function allocate(machine: Machine, cls: Value | undefined, site: CallRecord | undefined): Value {
  return cls?.kind === "class" ? newInstance(machine, cls, { site }) : unknown;
}
