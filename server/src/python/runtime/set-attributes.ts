/** Writing and deleting attributes: property setters, descriptors, user-written `__setattr__`, then the object's own. */
import type { Machine } from "../../interp/machine.ts";
import { method, str } from "../../interp/values.ts";
import type { ClassValue, InstanceValue, ModuleValue, TensorValue, Value } from "../../interp/values.ts";
import { hasOwnHook } from "./attributes.ts";
import { positional } from "./calls.ts";
import { isBuiltinClass } from "./classes.ts";
import { bind, callMethod, findInClass } from "./lookup.ts";

export function setAttribute(machine: Machine, object: Value, name: string, value: Value): void {
  switch (object.kind) {
    case "instance": {
      if (!hasOwnHook(object.class, "__setattr__")) return setInstanceAttribute(machine, object, name, value);
      callMethod(machine, object, "__setattr__", str(name), value);
      return;
    }
    case "class":
      if (!isBuiltinClass(object)) machine.heap.set(object, object.attributes, name, value);
      return;
    case "function":
      machine.heap.set(object, object.attributes, name, value);
      return;
    case "method":
      return;
    case "module":
      return setModuleAttribute(machine, object, name, value);
    case "tensor":
      return setTensorAttribute(machine, object, name, value);
    case "open": {
      const tensor = machine.isOpenTensor(object) ? machine.asTensor(object) : undefined;
      if (tensor !== undefined) setTensorAttribute(machine, tensor, name, value);
      return;
    }
    default:
  }
}

/** What `object.__setattr__` does. */
export function setInstanceAttribute(machine: Machine, object: InstanceValue, name: string, value: Value): void {
  const found = findInClass(object.class, name);
  if (found?.kind === "descriptor" && found.form === "property" && found.setter !== undefined) {
    machine.call(method(found.setter, object), positional(value));
    return;
  }
  if (found?.kind === "instance") {
    const setter = findInClass(found.class, "__set__");
    if (setter !== undefined) {
      machine.call(bind(machine, setter, found, found.class), positional(object, value));
      return;
    }
  }
  if (name === "__class__" || name === "__dict__") {
    machine.escape([object]);
    return;
  }
  machine.heap.set(object, object.attributes, name, value);
}

function setModuleAttribute(machine: Machine, { environment }: ModuleValue, name: string, value: Value): void {
  machine.heap.set(environment, environment.variables, name, value);
}

function setTensorAttribute(machine: Machine, tensor: TensorValue, name: string, value: Value): void {
  const cls: ClassValue | undefined = machine.ports.tensorClass(machine, tensor);
  const found = cls === undefined ? undefined : findInClass(cls, name);
  if (found?.kind === "descriptor" && found.setter !== undefined) {
    machine.callWith(found.setter, tensor, value);
    return;
  }
  if (name === "requires_grad" && value.kind === "bool" && value.value !== undefined) {
    machine.heap.assign(tensor, "trainable", value.value);
  } else if (name === "data") {
    const other = value.kind === "open" ? machine.asTensor(value) : value;
    if (other?.kind === "tensor") machine.heap.assign(tensor, "type", other.type);
  }
}

export function deleteAttribute(machine: Machine, object: Value, name: string): void {
  switch (object.kind) {
    case "instance":
      if (hasOwnHook(object.class, "__delattr__")) callMethod(machine, object, "__delattr__", str(name));
      else machine.heap.remove(object, object.attributes, name);
      return;
    case "class":
      if (!isBuiltinClass(object)) machine.heap.remove(object, object.attributes, name);
      return;
    case "function":
      machine.heap.remove(object, object.attributes, name);
      return;
    case "module":
      machine.heap.remove(object.environment, object.environment.variables, name);
      return;
    default:
  }
}
