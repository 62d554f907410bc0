/** The names of a module as an object: what `globals()`, `vars(module)` and `module.__dict__` give, and `sys.modules` by name. */
import type { Environment } from "../../interp/environment.ts";
import type { Machine } from "../../interp/machine.ts";
import type { InstanceValue, ModuleValue } from "../../interp/values.ts";
import { attributeViewClass, moduleClass } from "./classes.ts";
import { newInstance } from "./lookup.ts";

export function environmentOfModule(environment: Environment): Environment {
  let outermost = environment;
  while (outermost.outer !== undefined) outermost = outermost.outer;
  return outermost;
}

/** A module is its names. */
export function moduleOf(environment: Environment): ModuleValue {
  const { name, path } = environment.module;
  return { kind: "module", born: environment.born, name, path, environment, incomplete: false };
}

/** A live view of a module's names; of a library's, which may have more than we know, an open one. */
export function namesOfModule(machine: Machine, { environment, incomplete }: ModuleValue): InstanceValue {
  machine.reads?.noteAll(environment);
  const view = newInstance(machine, attributeViewClass);
  const { variables: attributes, born } = environment;
  view.attributes.set("owner", { kind: "instance", class: moduleClass, attributes, escaped: incomplete, born });
  return view;
}
