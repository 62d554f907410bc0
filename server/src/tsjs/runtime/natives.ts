/** Functions and methods that are implemented here, and tables of them. */
import type { CallRecord } from "../../interp/frames.ts";
import type { Machine } from "../../interp/machine.ts";
import { noArguments } from "../../interp/calls.ts";
import { undefinedValue, unknown } from "../../interp/values.ts";
import type { BuiltinValue, CallArguments, Value } from "../../interp/values.ts";

/** A function's or method's code: what it was called on, and what it was given. */
export type Native = (machine: Machine, self: Value, args: readonly Value[], call: NativeCall) => Value;

export interface NativeCall {
  /** A spread of unknown length was among the arguments. */
  readonly open: boolean;
  readonly site: CallRecord | undefined;
}

export type Natives = Readonly<Record<string, Native>>;

/** A method: the object comes first. One that is given we do not know how many arguments gives we do not know what. */
export function nativeMethod(name: string, run: Native, takesOpen = false): BuiltinValue {
  return {
    kind: "builtin",
    name,
    call: (machine, { positional: [self = undefinedValue, ...args], open }, site) => {
      if (!open || takesOpen) return run(machine, self, args, { open, site });
      machine.escape([self, ...args]);
      return unknown;
    },
  };
}

/** A function that has no `this`. */
export function nativeFunction(name: string, run: Native, takesOpen = false): BuiltinValue {
  return {
    kind: "builtin",
    name,
    call: (machine, { positional, open }, site) => {
      if (!open || takesOpen) return run(machine, undefinedValue, positional, { open, site });
      machine.escape(positional);
      return unknown;
    },
  };
}

export function positional(...args: readonly Value[]): CallArguments {
  return { ...noArguments, positional: args };
}

/** The join of several values; unknown where there are none. */
export function joinAll(machine: Machine, values: readonly Value[]): Value {
  const [first, ...others] = values;
  return first === undefined ? unknown : others.reduce((a, b) => machine.join(a, b), first);
}

/** Runs what may happen any number of times, none included; what it gives where it does. */
export function perhaps(machine: Machine, run: () => Value): Value {
  let given: Value = unknown;
  machine.either(
    () => undefinedValue,
    () => (given = run()),
  );
  return given;
}
