/** `sys.modules`: a module by its name, as registries ask for it; the running one by `__name__`. What else is loaded is not known. */
import type { Machine } from "../../../interp/machine.ts";
import type { Frame } from "../../../interp/frames.ts";
import { anyBool, unknown } from "../../../interp/values.ts";
import type { InstanceValue, ModuleValue, Value } from "../../../interp/values.ts";
import { addMethods } from "../calls.ts";
import { builtinClass, objectClass } from "../classes.ts";
import { environmentOfModule, moduleOf } from "../module-names.ts";

const modulesClass = builtinClass("modules", [objectClass]);

function moduleNamed(machine: Machine, key: Value | undefined): ModuleValue | undefined {
  if (key?.kind !== "str" || key.value === undefined) return undefined;
  const running = environmentOfModule(machine.environment);
  if (running.module.name === key.value) return moduleOf(running);
  for (let frame: Frame | undefined = machine.frame; frame !== undefined; frame = frame.caller) {
    const { function: fn } = frame;
    const environment = fn === undefined ? undefined : environmentOfModule(fn.closure);
    if (environment?.module.name === key.value) return moduleOf(environment);
  }
  return machine.importModule(key.value, 0, machine.frame.module);
}

addMethods(modulesClass, {
  __getitem__: ({ machine, args: [key] }) => moduleNamed(machine, key) ?? unknown,
  get: ({ machine, args: [key] }) => moduleNamed(machine, key) ?? unknown,
  __contains__: () => anyBool,
  keys: () => unknown,
  values: () => unknown,
  items: () => unknown,
});

export const loadedModules: InstanceValue = {
  kind: "instance",
  class: modulesClass,
  attributes: new Map<string, Value>(),
  escaped: false,
  born: modulesClass.born,
};
