/**
 * Making instances: constructors from the class up to its bases, the fields of each class once its base is done, `super(…)`, `new` of plain
 * functions, and the static fields of a class when it is defined. Also `this` and `super` themselves.
 */
import type { Environment } from "../../interp/environment.ts";
import type { CallRecord } from "../../interp/frames.ts";
import type { ClassIR } from "../../interp/ir.ts";
import type { Machine } from "../../interp/machine.ts";
import { RaiseSignal } from "../../interp/signals.ts";
import { undefinedValue, unknown } from "../../interp/values.ts";
import type {
  CallArguments,
  ClassValue,
  FunctionValue,
  InstanceValue,
  SuperValue,
  Value,
} from "../../interp/values.ts";
import { instanceFields, staticFields } from "../members.ts";
import { mapClass, objectClass, setClass } from "./classes.ts";
import { bind, classOf, classOfFunction } from "./lookup.ts";
import { positional } from "./natives.ts";

export function construct(machine: Machine, cls: ClassValue, args: CallArguments, site: CallRecord | undefined): Value {
  if (cls === objectClass) return machine.language.newObject?.(machine) ?? unknown;
  const instance = newInstance(machine, cls, site);
  return runConstructor(machine, instance, cls, args) ?? instance;
}

export function newInstance(machine: Machine, cls: ClassValue, site: CallRecord | undefined): InstanceValue {
  const keepsTable = cls.mro.includes(mapClass) || cls.mro.includes(setClass);
  return {
    kind: "instance",
    born: machine.heap.stamp(),
    class: cls,
    attributes: new Map<string, Value>(),
    escaped: false,
    ...(keepsTable ? { payload: machine.dict() } : {}),
    ...(site === undefined ? {} : { creation: site }),
  };
}

/** Runs the part of the constructor that the class itself and its bases have; what it returns, if that takes the instance's place. */
function runConstructor(machine: Machine, instance: Value, cls: ClassValue, args: CallArguments): Value | undefined {
  const own = cls.attributes.get("constructor");
  if (own?.kind === "function" || own?.kind === "builtin") {
    if (cls.bases.length === 0) setFields(machine, instance, cls);
    const given = machine.call(bind(own, instance), args);
    return given.kind === "instance" || given.kind === "dict" || given.kind === "function" ? given : undefined;
  }
  const given = runBase(machine, instance, cls, args);
  setFields(machine, instance, cls);
  return given;
}

function runBase(machine: Machine, instance: Value, cls: ClassValue, args: CallArguments): Value | undefined {
  const [base] = cls.bases;
  if (base === undefined || base === objectClass) return undefined;
  if (base.kind === "class") return runConstructor(machine, instance, base, args);
  if (base.kind === "function") {
    machine.call(bind(base, instance), args);
    return undefined;
  }
  // A base that we cannot see has the constructor: it gets hold of everything.
  machine.escape([...args.positional, instance]);
  return undefined;
}

function setFields(machine: Machine, instance: Value, cls: ClassValue): void {
  const fields = cls.attributes.get(instanceFields);
  if (fields !== undefined) machine.call(bind(fields, instance), positional());
}

/** `super(…)` in a constructor. Instances themselves cannot be called. */
export function callInstance(machine: Machine, callee: Value, args: CallArguments): Value {
  if (callee.kind === "super") {
    runBase(machine, callee.self, callee.start, args);
    setFields(machine, callee.self, callee.start);
    return undefinedValue;
  }
  machine.escape([callee, ...args.positional]);
  return unknown;
}

export function constructFunction(
  machine: Machine,
  fn: FunctionValue,
  args: CallArguments,
  site: CallRecord | undefined,
): Value {
  const instance = newInstance(machine, classOfFunction(machine, fn), site);
  const given = machine.call(bind(fn, instance), args, site);
  return given.kind === "instance" || given.kind === "dict" || given.kind === "function" ? given : instance;
}

/** Static fields and blocks run when the class is there, and may speak of it by its name. */
export function classDefined(machine: Machine, cls: ClassValue, ir: ClassIR): void {
  const setter = cls.attributes.get(staticFields);
  if (setter === undefined) return;
  const home = homeOf(machine.environment, ir.name);
  if (home !== undefined) machine.heap.set(home, home.variables, ir.name, cls);
  machine.call(bind(setter, cls), positional());
}

function homeOf(environment: Environment, name: string): Environment | undefined {
  for (let env: Environment | undefined = environment; env !== undefined; env = env.outer)
    if (env.locals.has(name)) return env;
  return undefined;
}

/** `this`, and `super` within a method. */
export function specialName(machine: Machine, name: string): Value | undefined {
  if (name === "this") return thisValue(machine.environment);
  if (name !== "super") return undefined;
  const self = thisValue(machine.environment);
  const start = machine.frame.function?.home ?? classOf(machine, self);
  if (start === undefined) return undefined;
  const value: SuperValue = { kind: "super", start, self };
  return value;
}

/** Arrows have no `this` of their own: the function around them has. */
function thisValue(environment: Environment): Value {
  for (let env: Environment | undefined = environment; env !== undefined; env = env.outer) {
    if (env.kind === "function" && env.receiver !== undefined) return env.receiver;
  }
  return undefinedValue;
}

/**
 * Something that we cannot see was called. It may call the functions that it was given, now or later, on what we do not know: they run
 * once, for what they show, and whatever they wrote is unknown. They show it when all is there that they may meet: when the function around them has
 * ended, and those at the top of the file when the whole file has run.
 */
export function calledUnknown(machine: Machine, args: CallArguments): void {
  for (const argument of args.positional) {
    runUnseen(machine, argument);
    if (argument.kind === "dict") for (const { value } of argument.entries.values()) runUnseen(machine, value);
  }
}

function runUnseen(machine: Machine, value: Value): void {
  const fn = value.kind === "method" ? value.function : value;
  if (fn.kind !== "function" || isRunning(machine, fn)) return;
  const run = (): void => {
    machine.perhaps(() => {
      try {
        machine.call(value, { positional: [], named: new Map(), open: true });
      } catch (signal) {
        if (!(signal instanceof RaiseSignal)) throw signal;
      }
    });
  };
  const frame = outermost(machine);
  if (frame === undefined && fn.closure.kind !== "module") {
    run();
    return;
  }
  machine.recorder.muted(run);
  if (frame === undefined || fn.closure.kind === "module") return;
  const { site } = machine.frame;
  frame.afterwards.set(fn.ir, () => {
    const before = frame.site;
    frame.site = site;
    run();
    frame.site = before;
  });
}

/** The function that the program's top level called. */
function outermost(machine: Machine): Machine["frame"] | undefined {
  let found: Machine["frame"] | undefined;
  for (let frame: Machine["frame"] | undefined = machine.frame; frame !== undefined; frame = frame.caller)
    if (frame.function !== undefined) found = frame;
  return found;
}

function isRunning(machine: Machine, fn: FunctionValue): boolean {
  for (let frame: Machine["frame"] | undefined = machine.frame; frame !== undefined; frame = frame.caller) {
    if (frame.function?.ir === fn.ir) return true;
  }
  return false;
}
