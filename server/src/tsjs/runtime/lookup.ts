/** Where members are found: the class of any value, the order of its bases, and what a member becomes when it is reached through an object. */
import type { Machine } from "../../interp/machine.ts";
import { method } from "../../interp/values.ts";
import type { ClassValue, FunctionValue, InstanceValue, Value } from "../../interp/values.ts";
import { getterOf, setterOf } from "../members.ts";
import {
  arrayClass,
  booleanClass,
  functionClass,
  generatorClass,
  numberClass,
  objectClass,
  stringClass,
} from "./classes.ts";
import { positional } from "./natives.ts";

/** The class whose members a value has; `undefined` where it is not known, or where the value has none. */
export function classOf(machine: Machine, value: Value): ClassValue | undefined {
  switch (value.kind) {
    case "instance":
      return value.class;
    case "tensor":
      return machine.ports.tensorClass(machine, value);
    case "bool":
      return booleanClass;
    case "int":
    case "float":
      return numberClass;
    case "str":
      return stringClass;
    case "list":
    case "tuple":
    case "set":
    case "range":
      return arrayClass;
    case "dict":
      return objectClass;
    case "function":
    case "builtin":
    case "method":
    case "class":
      return functionClass;
    case "iterator":
      return generatorClass;
    default:
      return undefined;
  }
}

/** The member of the first class in the order of lookup that has it, as it stands there. */
export function findMember(cls: ClassValue, key: string): Value | undefined {
  return findInOrder(cls.mro, key);
}

export function findInOrder(order: readonly ClassValue[], key: string): Value | undefined {
  for (const cls of order) {
    const found = cls.attributes.get(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The value of a member: accessors are called, methods are bound. The nearest class that has either wins. */
export function memberValue(
  machine: Machine,
  order: readonly ClassValue[],
  key: (name: string) => string,
  name: string,
  self: Value,
): Value | undefined {
  for (const cls of order) {
    const found = cls.attributes.get(key(name));
    if (found !== undefined) return bind(found, self);
    const getter = cls.attributes.get(key(getterOf(name)));
    if (getter !== undefined) return machine.call(bind(getter, self), positional());
  }
  return undefined;
}

/** The setter that writing the name calls, bound. */
export function setterFor(
  order: readonly ClassValue[],
  key: (name: string) => string,
  name: string,
  self: Value,
): Value | undefined {
  const found = findInOrder(order, key(setterOf(name)));
  return found === undefined ? undefined : bind(found, self);
}

/** A member of a class, reached through an object, is called on that object. */
export function bind(found: Value, self: Value): Value {
  return found.kind === "builtin" && found.self === undefined ? { ...found, self } : bindOwn(found, self);
}

/** So is a function among the object's own properties; what is built in keeps what it had. An arrow keeps the `this` of where it stands. */
export function bindOwn(found: Value, self: Value): Value {
  return found.kind === "function" && !found.ir.arrow ? method(found, self) : found;
}

/** Whether something that we do not see may define what is missing on the instance. */
export function mayHaveMore(instance: InstanceValue): boolean {
  return instance.escaped || instance.class.incomplete;
}

const ownClass = "*class";

/** The class that a plain function is when it is called with `new`; made when it is first asked for. */
export function classOfFunction(machine: Machine, fn: FunctionValue): ClassValue {
  const known = fn.attributes.get(ownClass);
  if (known?.kind === "class") return known;
  const cls: ClassValue = {
    kind: "class",
    born: machine.heap.stamp(),
    name: fn.ir.name,
    qualifiedName: fn.qualifiedName,
    bases: [],
    mro: [],
    incomplete: false,
    attributes: new Map<string, Value>(),
    path: fn.closure.module.path,
    nameSpan: fn.ir.nameSpan,
  };
  (cls.mro as ClassValue[]).push(cls, objectClass);
  machine.heap.set(fn, fn.attributes, ownClass, cls);
  return cls;
}

/** What stands on the right of `instanceof`, as a class. */
export function constructorClass(machine: Machine, value: Value): ClassValue | undefined {
  if (value.kind === "class") return value;
  return value.kind === "function" && !value.ir.arrow ? classOfFunction(machine, value) : undefined;
}
