/** Running something that may raise: what `hasattr`, `getattr` with a default and iteration do. */
import type { Machine } from "../../interp/machine.ts";
import { RaiseSignal } from "../../interp/signals.ts";
import type { Value } from "../../interp/values.ts";
import { isSubclass } from "./classes.ts";
import { exceptionClasses } from "./exceptions.ts";

export type Attempt =
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "raised"; readonly exception: Value | undefined };

/** Runs it; an exception that it certainly raises is given back. What it wrote before stays, as in the program. */
export function attempt(run: () => Value): Attempt {
  try {
    return { kind: "value", value: run() };
  } catch (signal) {
    if (!(signal instanceof RaiseSignal)) throw signal;
    return { kind: "raised", exception: signal.exception };
  }
}

/** Runs what the program stands ready for: nothing is said of what goes wrong in it. */
export function standingReady<T>(machine: Machine, run: () => T): T {
  machine.guarded += 1;
  try {
    return run();
  } finally {
    machine.guarded -= 1;
  }
}

/** Whether `except type` catches the exception; `undefined` where that is not known. */
export function exceptionMatches(machine: Machine, exception: Value | undefined, type: Value): boolean | undefined {
  if (type.kind === "tuple") {
    const answers = type.items.map((item) => exceptionMatches(machine, exception, item));
    return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
  }
  if (type.kind !== "class") return undefined;
  if (type === exceptionClasses.get("BaseException")) return true;
  const cls = exception?.kind === "instance" ? exception.class : exception?.kind === "class" ? exception : undefined;
  if (cls === undefined) return type === exceptionClasses.get("Exception") ? true : undefined;
  if (isSubclass(cls, type)) return true;
  return cls.incomplete || type.incomplete ? undefined : false;
}
