/**
 * How built-in functions take their arguments: by position or name, and bound to an object when they are methods. They are total:
 * arguments that do not fit give unknown, never an exception of ours.
 */
import type { CallRecord } from "../../interp/frames.ts";
import type { Machine } from "../../interp/machine.ts";
import { unknown } from "../../interp/values.ts";
import type { BuiltinValue, CallArguments, ClassValue, DescriptorValue, Value } from "../../interp/values.ts";

/** A built-in function that binds to the instance through which it is found, as functions written in Python do. */
export interface BindingBuiltin extends BuiltinValue {
  readonly binds: true;
}

/** What a built-in method is called with: the object, and the arguments after it. */
export interface MethodCall {
  readonly machine: Machine;
  readonly self: Value;
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** A spread of unknown length was among the arguments. */
  readonly open: boolean;
  readonly site: CallRecord | undefined;
}
export type Method = (call: MethodCall) => Value;

export const noNames: ReadonlyMap<string, Value> = new Map();

export function positional(...values: readonly Value[]): CallArguments {
  return { positional: values, named: noNames, open: false };
}

/** A method of a built-in class. `name` is qualified: `list.append`. */
export function bindingBuiltin(name: string, method: Method): BindingBuiltin {
  return {
    kind: "builtin",
    name,
    binds: true,
    call: (machine, { positional: [self, ...args], named, open }, site) =>
      self === undefined ? unknown : method({ machine, self, args, named, open, site }),
  };
}

export function bindsToInstance(value: BuiltinValue): boolean {
  return "binds" in value && value.binds === true;
}

/** Puts methods into a built-in class. */
export function addMethods(cls: ClassValue, methods: Readonly<Record<string, Method>>): void {
  for (const [name, method] of Object.entries(methods)) {
    cls.attributes.set(name, bindingBuiltin(`${cls.name}.${name}`, method));
  }
}

/** Puts properties into a built-in class. */
export function addProperties(cls: ClassValue, getters: Readonly<Record<string, Method>>): void {
  for (const [name, getter] of Object.entries(getters)) {
    const descriptor: DescriptorValue = {
      kind: "descriptor",
      form: "property",
      function: bindingBuiltin(`${cls.name}.${name}`, getter),
    };
    cls.attributes.set(name, descriptor);
  }
}

/** Puts class methods into a built-in class: `self` is then the class. */
export function addClassMethods(cls: ClassValue, methods: Readonly<Record<string, Method>>): void {
  for (const [name, method] of Object.entries(methods)) {
    cls.attributes.set(name, {
      kind: "descriptor",
      form: "classmethod",
      function: bindingBuiltin(`${cls.name}.${name}`, method),
    });
  }
}

type Function = (machine: Machine, args: readonly (Value | undefined)[], site: CallRecord | undefined) => Value;

/** A built-in function with fixed parameters, of which the first `required` must be given; anything else is unknown. */
export function namedFunction(
  name: string,
  parameters: readonly string[],
  required: number,
  run: Function,
): BuiltinValue {
  return {
    kind: "builtin",
    name,
    call: (machine, args, site) => {
      const bound = bindArguments(args, parameters);
      if (bound === undefined || bound.slice(0, required).includes(undefined)) return unknown;
      return run(machine, bound, site);
    },
  };
}

/** The arguments in the order of the parameters; `undefined` if they do not fit. */
export function bindArguments(
  args: Pick<CallArguments, "positional" | "named" | "open">,
  parameters: readonly string[],
): readonly (Value | undefined)[] | undefined {
  if (args.open || args.positional.length > parameters.length) return undefined;
  const bound: (Value | undefined)[] = parameters.map((_, i) => args.positional[i]);
  for (const [name, value] of args.named) {
    const at = parameters.indexOf(name);
    if (at < 0 || bound[at] !== undefined) return undefined;
    bound[at] = value;
  }
  return bound;
}

/** As `bindArguments`, for what follows the object of a method. */
export function methodArguments(
  call: MethodCall,
  parameters: readonly string[],
): readonly (Value | undefined)[] | undefined {
  return bindArguments({ positional: call.args, named: call.named, open: call.open }, parameters);
}
