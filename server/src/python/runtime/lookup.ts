/**
 * Where attributes are found: the class of any value, the order of its bases, and what a class attribute becomes when it is reached
 * through an object (bound methods, properties, descriptors). Which attribute wins is in `attributes.ts`.
 */
import { assertNever } from "../../base/assert-never.ts";
import type { CallRecord } from "../../interp/frames.ts";
import type { Machine } from "../../interp/machine.ts";
import { method, none, unknown } from "../../interp/values.ts";
import type {
  CallArguments,
  ClassValue,
  DescriptorValue,
  FunctionValue,
  InstanceValue,
  Value,
} from "../../interp/values.ts";
import { bindsToInstance, positional } from "./calls.ts";
import {
  boolClass,
  builtinFunctionClass,
  classmethodClass,
  dictClass,
  ellipsisClass,
  floatClass,
  functionClass,
  intClass,
  iteratorClass,
  listClass,
  methodClass,
  moduleClass,
  noneClass,
  propertyClass,
  rangeClass,
  setClass,
  sliceClass,
  staticmethodClass,
  strClass,
  superClass,
  tupleClass,
  typeClass,
} from "./classes.ts";

/** What `type(value)` is; `undefined` where it is not known. */
export function classOf(machine: Machine, value: Value): ClassValue | undefined {
  switch (value.kind) {
    case "unknown":
    case "open":
    case "dtype":
    case "undefined":
      return undefined;
    case "instance":
      return value.class;
    case "tensor":
      return machine.ports.tensorClass(machine, value);
    case "tuple":
      return value.class ?? tupleClass;
    case "none":
      return noneClass;
    case "bool":
      return boolClass;
    case "int":
      return intClass;
    case "float":
      return floatClass;
    case "str":
      return strClass;
    case "ellipsis":
      return ellipsisClass;
    case "slice":
      return sliceClass;
    case "range":
      return rangeClass;
    case "list":
      return listClass;
    case "dict":
      return dictClass;
    case "set":
      return setClass;
    case "function":
      return functionClass;
    case "builtin":
      return builtinFunctionClass;
    case "method":
      return methodClass;
    case "class":
      return typeClass;
    case "module":
      return moduleClass;
    case "iterator":
      return iteratorClass;
    case "descriptor":
      return descriptorClass(value);
    case "super":
      return superClass;
    default:
      return assertNever(value);
  }
}

function descriptorClass({ form }: DescriptorValue): ClassValue {
  return form === "property" ? propertyClass : form === "classmethod" ? classmethodClass : staticmethodClass;
}

/** The attribute of the first class in the order of lookup that has it, as it stands there. */
export function findInClass(cls: ClassValue, name: string): Value | undefined {
  return findInOrder(cls.mro, name);
}

export function findInOrder(order: readonly ClassValue[], name: string): Value | undefined {
  for (const cls of order) {
    const found = cls.attributes.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

const noArguments = positional();

/** What a class attribute becomes when reached through an instance, or through the class itself (`self` absent). */
export function bind(machine: Machine, attribute: Value, self: Value | undefined, cls: ClassValue): Value {
  switch (attribute.kind) {
    case "function":
      if (self === undefined) return attribute;
      return mayBeCompiled(attribute, cls) ? unknown : method(attribute, self);
    case "builtin":
      return self === undefined || !bindsToInstance(attribute) ? attribute : method(attribute, self);
    case "descriptor":
      return bindDescriptor(machine, attribute, self, cls);
    case "instance": {
      const getter = findInClass(attribute.class, "__get__");
      if (getter === undefined) return attribute;
      return machine.call(bind(machine, getter, attribute, attribute.class), positional(self ?? none, cls));
    }
    default:
      return attribute;
  }
}

/** A library's function that a class of the program holds, `conv = torch.conv2d`: one that is not written in Python takes no `self`, and which are, a model of it does not say. */
const mayBeCompiled = ({ home, closure, qualifiedName }: FunctionValue, cls: ClassValue): boolean =>
  home === undefined && !closure.module.project && packageOf(qualifiedName) !== packageOf(cls.qualifiedName);

const packageOf = (name: string): string | undefined => name.split(".")[0];

function bindDescriptor(machine: Machine, attribute: DescriptorValue, self: Value | undefined, cls: ClassValue): Value {
  switch (attribute.form) {
    case "property":
      return self === undefined ? attribute : machine.call(method(attribute.function, self), noArguments);
    case "classmethod":
      return method(attribute.function, cls);
    case "staticmethod":
      return attribute.function;
    default:
      return assertNever(attribute.form);
  }
}

/** Whether a class attribute wins over an instance's own. */
export function isDataDescriptor(attribute: Value): boolean {
  if (attribute.kind === "descriptor") return attribute.form === "property" && !isCached(attribute);
  return attribute.kind === "instance" && findInClass(attribute.class, "__set__") !== undefined;
}

/** A property whose first answer is kept in the instance: `functools.cached_property`. */
export interface CachedProperty extends DescriptorValue {
  readonly cached: true;
}

export function isCached(descriptor: DescriptorValue): boolean {
  return "cached" in descriptor && descriptor.cached === true;
}

/** A method that the class of a value defines, bound to it; special methods are looked up like this. */
export function findMethod(machine: Machine, value: Value, name: string): Value | undefined {
  const cls = classOf(machine, value);
  const found = cls === undefined ? undefined : findInClass(cls, name);
  return cls === undefined || found === undefined ? undefined : bind(machine, found, value, cls);
}

/** Calls a method of the value's class; `undefined` if the class has none. */
export function callMethod(machine: Machine, value: Value, name: string, ...args: readonly Value[]): Value | undefined {
  const found = findMethod(machine, value, name);
  return found === undefined ? undefined : machine.call(found, positional(...args), machine.frame.site);
}

/** Whether something that we do not see may define what is missing on the instance. */
export function mayHaveMore(instance: InstanceValue): boolean {
  return instance.escaped || instance.class.incomplete;
}

/** The built-in value that an instance of a subclass of a built-in class stands for; any other value is itself. */
export function payloadOf(value: Value): Value {
  return value.kind === "instance" && value.payload !== undefined ? value.payload : value;
}

/** Creates an instance without running a constructor. */
export function newInstance(
  machine: Machine,
  cls: ClassValue,
  options: { payload?: Value; site?: CallRecord | undefined } = {},
): InstanceValue {
  return {
    kind: "instance",
    class: cls,
    attributes: new Map<string, Value>(),
    escaped: false,
    born: machine.heap.stamp(),
    ...(options.payload === undefined ? {} : { payload: options.payload }),
    ...(options.site === undefined ? {} : { creation: options.site }),
  };
}

/** Everything that the arguments reach may have changed. */
export function escapeArguments(machine: Machine, args: CallArguments): void {
  machine.escape([...args.positional, ...args.named.values()]);
}

/** The join of several values; unknown where there are none. */
export function joinAll(machine: Machine, values: readonly Value[]): Value {
  const [first, ...others] = values;
  return first === undefined ? unknown : others.reduce((a, b) => machine.join(a, b), first);
}
