/**
 * Reading properties: an object's own, then those of its class and its bases. A property that is not there is undefined; every value also
 * has what a promise of it would have, because here a promise is its value.
 */
import { asConstant, elementCount, rankOf } from "../../shape/index.ts";
import type { Machine } from "../../interp/machine.ts";
import { bool, int, str, undefinedValue, unknown } from "../../interp/values.ts";
import type {
  ClassValue,
  DictValue,
  FunctionValue,
  InstanceValue,
  OpenValue,
  SuperValue,
  TensorValue,
  Value,
} from "../../interp/values.ts";
import { getterOf, staticOf } from "../members.ts";
import { memberType } from "../types.ts";
import { objectClass, prototypeClass, promiseClass } from "./classes.ts";
import { declared } from "./declared.ts";
import { bind, bindOwn, classOf, classOfFunction, findMember, mayHaveMore, memberValue } from "./lookup.ts";
import { exportedName } from "./modules.ts";
import { positional } from "./natives.ts";
import { ownProperty } from "./objects.ts";

const plain = (name: string): string => name;
const promiseMembers: ReadonlySet<string> = new Set(["then", "catch", "finally"]);

/** Names that, read from an argument of an open run, mean that it is a tensor. */
export type TensorNames = ReadonlySet<string>;

export function attributeReader(
  tensorNames: TensorNames,
): (machine: Machine, object: Value, name: string) => Value | undefined {
  return (machine, object, name) => {
    const promised =
      promiseMembers.has(name) && !hasMember(object, name) ? promiseClass.attributes.get(name) : undefined;
    return promised === undefined ? readAttribute(machine, object, name, tensorNames) : bind(promised, object);
  };
}

/** Whether the object itself says what a name is that every promise has. */
function hasMember(object: Value, name: string): boolean {
  switch (object.kind) {
    case "dict":
      return object.entries.has(`s${name}`);
    case "instance":
      return object.attributes.has(name) || findMember(object.class, name) !== undefined;
    case "module":
      return object.exports?.has(name) === true;
    case "class":
      return findMember(object, staticOf(name)) !== undefined;
    case "function":
      return object.attributes.has(name);
    default:
      return false;
  }
}

function readAttribute(machine: Machine, object: Value, name: string, tensorNames: TensorNames): Value | undefined {
  switch (object.kind) {
    case "unknown": {
      const part: Value =
        object.origin === undefined ? unknown : { kind: "unknown", origin: `${object.origin}.${name}` };
      return declared(machine, part, memberType(object.type, name));
    }
    case "none":
    case "undefined":
      return undefined;
    case "open":
      return openAttribute(machine, object, name, tensorNames);
    case "tensor":
      return tensorAttribute(machine, object, name);
    case "dict":
      return objectAttribute(machine, object, name);
    case "instance":
      return instanceAttribute(machine, object, name);
    case "class":
      return classAttribute(machine, object, name);
    case "module":
      return exportedName(machine, object, name);
    case "function":
      return functionAttribute(machine, object, name);
    case "super":
      return superAttribute(machine, object, name);
    default: {
      const cls = classOf(machine, object);
      if (cls === undefined) return unknown;
      return memberValue(machine, cls.mro, plain, name, object) ?? (name === "constructor" ? cls : undefinedValue);
    }
  }
}

function openAttribute(machine: Machine, object: OpenValue, name: string, tensorNames: TensorNames): Value {
  if (!machine.isOpenTensor(object)) {
    const type = memberType(object.type, name);
    if (type !== undefined) return machine.openPart(object, `.${name}`, type);
    if (!tensorNames.has(name))
      return object.derived === undefined && !promiseMembers.has(name)
        ? machine.openPart(object, `.${name}`)
        : undefinedValue;
  }
  const tensor = machine.asTensor(object);
  return tensor === undefined ? unknown : tensorAttribute(machine, tensor, name);
}

/** The library's tensor class answers first; what every library shares is answered here. */
function tensorAttribute(machine: Machine, tensor: TensorValue, name: string): Value {
  const cls = machine.ports.tensorClass(machine, tensor);
  const found = cls === undefined ? undefined : memberValue(machine, cls.mro, plain, name, tensor);
  if (found !== undefined) return found;
  const shape = machine.assumptions.resolveShape(tensor.type.shape);
  switch (name) {
    case "shape":
      return machine.list(shape.lead.map(int), shape.rest === undefined ? undefined : machine.anyInt({ min: 0 }));
    case "rank": {
      const rank = rankOf(shape);
      return rank === undefined ? machine.anyInt({ min: 0 }) : int(rank);
    }
    case "size": {
      const count = elementCount(shape);
      return count === undefined ? machine.anyInt({ min: 0 }) : int(asConstant(count) ?? count);
    }
    case "dtype":
      return str(tensor.type.dtype);
    case "trainable":
      return bool(tensor.trainable);
    case "constructor":
      return cls ?? unknown;
    default:
      return unknown;
  }
}

function objectAttribute(machine: Machine, object: DictValue, name: string): Value {
  const own = ownProperty(machine, object, name);
  if (own !== undefined && !(own.kind === "unknown" && object.entries.has(`s${getterOf(name)}`)))
    return bindOwn(own, object);
  const getter = ownProperty(machine, object, getterOf(name));
  if (getter !== undefined && getter.kind !== "unknown") return machine.call(bind(getter, object), positional());
  if (own !== undefined) return own;
  if (name === "constructor") return objectClass;
  return memberValue(machine, objectClass.mro, plain, name, object) ?? undefinedValue;
}

function instanceAttribute(machine: Machine, object: InstanceValue, name: string): Value {
  const own = object.attributes.get(name);
  if (own !== undefined && object.class === prototypeClass) return own;
  if (own !== undefined) return bindOwn(own, object);
  if (name === "constructor") return object.class;
  const found = memberValue(machine, object.class.mro, plain, name, object);
  if (found !== undefined) return found;
  return mayHaveMore(object) ? unknown : undefinedValue;
}

function classAttribute(machine: Machine, cls: ClassValue, name: string): Value {
  const own = memberValue(machine, cls.mro, staticOf, name, cls);
  if (own !== undefined) return own;
  if (name === "prototype") return prototypeOf(cls);
  if (name === "name") return str(cls.name);
  if (cls.incomplete) return unknown;
  const functionClass = classOf(machine, cls);
  return (
    (functionClass === undefined ? undefined : memberValue(machine, functionClass.mro, plain, name, cls)) ??
    undefinedValue
  );
}

/** A view of the class: what is written to it becomes a member. */
function prototypeOf(cls: ClassValue): Value {
  return { kind: "instance", born: cls.born, class: prototypeClass, attributes: cls.attributes, escaped: false };
}

function functionAttribute(machine: Machine, fn: FunctionValue, name: string): Value {
  const own = fn.attributes.get(name);
  if (own !== undefined) return bindOwn(own, fn);
  if (name === "prototype") return prototypeOf(classOfFunction(machine, fn));
  if (name === "name") return str(fn.ir.name);
  if (name === "length")
    return int(fn.ir.parameters.filter((each) => each.kind === "normal" && each.default === undefined).length);
  const cls = classOf(machine, fn);
  return (cls === undefined ? undefined : memberValue(machine, cls.mro, plain, name, fn)) ?? undefinedValue;
}

/** Members of the classes above the one whose method is running. */
function superAttribute(machine: Machine, { start, self }: SuperValue, name: string): Value {
  const isStatic = self.kind === "class";
  const cls = isStatic ? self : classOf(machine, self);
  const at = cls?.mro.indexOf(start) ?? -1;
  if (cls === undefined || at < 0) return unknown;
  const found = memberValue(machine, cls.mro.slice(at + 1), isStatic ? staticOf : plain, name, self);
  return found ?? (cls.incomplete || start.incomplete ? unknown : undefinedValue);
}

/** A method that the value's class defines, bound to it. */
export function methodOf(machine: Machine, value: Value, key: string): Value | undefined {
  if (value.kind === "dict") {
    const own = ownProperty(machine, value, key);
    return own === undefined || own.kind === "unknown" ? undefined : bindOwn(own, value);
  }
  const cls = classOf(machine, value);
  const found = cls === undefined ? undefined : findMember(cls, key);
  return found === undefined ? undefined : bind(found, value);
}
