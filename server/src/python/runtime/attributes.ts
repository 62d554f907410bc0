/**
 * Reading attributes: which of an object's own, its class's and its bases' attributes answers, and what Python says of functions,
 * classes, modules and built-in values themselves. Binding is in `lookup.ts`, writing in `set-attributes.ts`.
 */
import type { Machine } from "../../interp/machine.ts";
import { builtin, method, none, str, tuple, unknown } from "../../interp/values.ts";
import type {
  ClassValue,
  DescriptorValue,
  FunctionValue,
  InstanceValue,
  MethodValue,
  ModuleValue,
  SuperValue,
  Value,
} from "../../interp/values.ts";
import { positional } from "./calls.ts";
import { attributeViewClass, isSubclass, objectClass, typeClass } from "./classes.ts";
import { enumMember } from "./enums.ts";
import {
  bind,
  classOf,
  findInClass,
  findInOrder,
  isCached,
  isDataDescriptor,
  mayHaveMore,
  newInstance,
} from "./lookup.ts";
import { namesOfModule } from "./module-names.ts";
import { openAttribute } from "./open-attributes.ts";
import { setterOf } from "./properties.ts";
import { tensorAttribute } from "./tensor-attributes.ts";
import { settled } from "./tensor-size.ts";

export function getAttribute(machine: Machine, object: Value, name: string): Value | undefined {
  switch (object.kind) {
    case "unknown":
      return unknownFrom(object.origin === undefined ? undefined : `${object.origin}.${name}`);
    case "open":
      return openAttribute(machine, object, name);
    case "tensor":
      return tensorAttribute(machine, object, name);
    case "instance": {
      const own = settled(machine, object);
      return own.kind === "instance" ? instanceAttribute(machine, own, name) : builtinAttribute(machine, own, name);
    }
    case "class":
      return classAttribute(machine, object, name);
    case "module":
      return moduleAttribute(machine, object, name);
    case "function":
      return functionAttribute(machine, object, name);
    case "method":
      return methodAttribute(machine, object, name);
    case "super":
      return superAttribute(machine, object, name);
    case "descriptor":
      return descriptorAttribute(object, name);
    case "builtin":
      if (name === "__name__" || name === "__qualname__") return str(object.name.split(".").at(-1));
      return builtinAttribute(machine, object, name) ?? unknown;
    case "dtype":
      return unknown;
    default:
      return builtinAttribute(machine, object, name);
  }
}

/** Unknown, but of a known place in a library: some of those are harmless to call. */
function unknownFrom(origin: string | undefined): Value {
  return origin === undefined ? unknown : { kind: "unknown", origin };
}

/** Attributes of values that have none of their own: those of their class. */
function builtinAttribute(machine: Machine, object: Value, name: string): Value | undefined {
  const cls = classOf(machine, object);
  if (name === "__class__") return cls ?? unknown;
  if (name === "__doc__") return unknown;
  const found = cls === undefined ? undefined : findInClass(cls, name);
  return cls === undefined || found === undefined ? undefined : bind(machine, found, object, cls);
}

function instanceAttribute(machine: Machine, object: InstanceValue, name: string): Value | undefined {
  if (name === "__class__") return object.class;
  if (name === "__dict__") return attributeView(machine, object);
  const found = findInClass(object.class, name);
  if (found !== undefined && isDataDescriptor(found)) return bind(machine, found, object, object.class);
  const own = object.attributes.get(name);
  if (own !== undefined) return own;
  if (found !== undefined && !mayBeGiven(object, name)) return bindAndKeep(machine, found, object, name);
  if (mayHaveMore(object)) return unknown;
  const fallback = findInClass(object.class, "__getattr__");
  if (fallback !== undefined) return machine.call(bind(machine, fallback, object, object.class), positional(str(name)));
  return name === "__doc__" || name === "__module__" ? unknown : undefined;
}

/** A name that the class annotates is filled by a constructor that we do not see: what stands in the class is but its default. */
function mayBeGiven({ escaped, class: cls }: InstanceValue, name: string): boolean {
  if (!escaped || !cls.incomplete) return false;
  return cls.mro.some(({ attributes }) => {
    const annotations = attributes.get("__annotations__");
    return annotations?.kind === "dict" && annotations.entries.has(`s${name}`);
  });
}

function bindAndKeep(machine: Machine, found: Value, object: InstanceValue, name: string): Value {
  const value = bind(machine, found, object, object.class);
  if (found.kind === "descriptor" && isCached(found)) machine.heap.set(object, object.attributes, name, value);
  return value;
}

/** What `x.__dict__` and `vars(x)` give. */
export function attributeView(machine: Machine, object: InstanceValue): Value {
  const view = newInstance(machine, attributeViewClass);
  view.attributes.set("owner", object);
  return view;
}

function classAttribute(machine: Machine, cls: ClassValue, name: string): Value | undefined {
  const special = classSpecial(machine, cls, name);
  if (special !== undefined) return special;
  const member = enumMember(machine, cls, name);
  if (member !== undefined) return member;
  const found = findInClass(cls, name);
  if (found !== undefined) return bind(machine, found, undefined, cls);
  if (cls.incomplete) return unknown;
  const ofType = findInClass(typeClass, name);
  return ofType === undefined ? undefined : bind(machine, ofType, cls, typeClass);
}

function classSpecial(machine: Machine, cls: ClassValue, name: string): Value | undefined {
  switch (name) {
    case "__name__":
      return str(cls.name);
    case "__qualname__":
      return nestedName(cls.qualifiedName);
    case "__class__":
      return typeClass;
    case "__mro__":
      return cls.incomplete ? unknown : tuple(cls.mro);
    case "__bases__":
      return tuple(cls.bases.length === 0 && cls !== objectClass ? [objectClass] : cls.bases);
    case "__base__":
      return cls.bases[0] ?? objectClass;
    case "__dict__":
      return cls.incomplete
        ? unknown
        : machine.dict([...cls.attributes].map(([key, value]) => [str(key), value] as const));
    case "__module__":
      return unknown;
    case "__doc__":
      return cls.attributes.get("__doc__") ?? unknown;
    default:
      return undefined;
  }
}

/** A qualified name without that of its module, where that is plain. */
function nestedName(qualified: string): Value {
  return str(
    qualified.startsWith("__main__.")
      ? qualified.slice("__main__.".length)
      : qualified.includes(".")
        ? undefined
        : qualified,
  );
}

function moduleAttribute(machine: Machine, module: ModuleValue, name: string): Value | undefined {
  machine.reads?.note(module.environment, name);
  const value = module.environment.variables.get(name);
  if (value !== undefined) return value;
  if (name === "__name__") return str(module.name);
  if (name === "__file__") return str(module.path);
  if (name === "__dict__") return namesOfModule(machine, module);
  if (name.startsWith("__")) return unknown;
  const submodule = machine.importModule(`${module.name}.${name}`, 0, module.environment.module);
  if (submodule !== undefined) return submodule;
  const fallback = module.environment.variables.get("__getattr__");
  if (fallback !== undefined) return machine.callWith(fallback, str(name));
  return module.incomplete ? unknownFrom(`${module.name}.${name}`) : undefined;
}

function functionAttribute(machine: Machine, fn: FunctionValue, name: string): Value | undefined {
  const own = fn.attributes.get(name);
  if (own !== undefined) return own;
  switch (name) {
    case "__name__":
      return str(fn.ir.name);
    case "__qualname__":
      return nestedName(fn.qualifiedName);
    case "__module__":
      return str(fn.closure.module.name);
    case "__call__":
      return fn;
    case "__get__":
      return builtin("__get__", (_, { positional: [self] }) =>
        self === undefined || self.kind === "none" ? fn : method(fn, self),
      );
    case "__defaults__":
    case "__kwdefaults__":
    case "__code__":
    case "__globals__":
    case "__closure__":
    case "__annotations__":
    case "__doc__":
      return unknown;
    case "__dict__":
      return machine.dict([...fn.attributes].map(([key, value]) => [str(key), value] as const));
    default:
      return builtinAttribute(machine, fn, name);
  }
}

function methodAttribute(machine: Machine, bound: MethodValue, name: string): Value | undefined {
  if (name === "__self__") return bound.self;
  if (name === "__func__") return bound.function;
  if (name === "__call__") return bound;
  return getAttribute(machine, bound.function, name);
}

function superAttribute(machine: Machine, { start, self }: SuperValue, name: string): Value | undefined {
  const cls = self.kind === "class" ? self : classOf(machine, self);
  if (cls === undefined) return unknown;
  const at = cls.mro.indexOf(start);
  if (at < 0) return unknown;
  const found = findInOrder(cls.mro.slice(at + 1), name);
  if (found === undefined) return cls.incomplete || start.incomplete ? unknown : name === "__class__" ? cls : undefined;
  if (self.kind === "class") return bindThroughClass(machine, found, self, name);
  return bind(machine, found, self, cls);
}

/** `super()` in a class method or in `__new__`. */
function bindThroughClass(machine: Machine, found: Value, cls: ClassValue, name: string): Value {
  if (found.kind === "builtin" && name !== "__new__") return method(found, cls);
  return bind(machine, found, undefined, cls);
}

function descriptorAttribute(descriptor: DescriptorValue, name: string): Value | undefined {
  switch (name) {
    case "setter":
    case "getter":
    case "deleter":
      return setterOf(descriptor, name);
    case "fget":
    case "__func__":
    case "__wrapped__":
    case "func":
      return descriptor.function;
    case "fset":
      return descriptor.setter ?? none;
    default:
      return unknown;
  }
}

/** Whether the class hooks the reading or writing of attributes by code of its own. */
export function hasOwnHook(cls: ClassValue, name: string): boolean {
  const found = findInClass(cls, name);
  return found !== undefined && found !== objectClass.attributes.get(name);
}

export function isInstanceOf(value: Value, cls: ClassValue): boolean {
  return value.kind === "instance" && isSubclass(value.class, cls);
}
