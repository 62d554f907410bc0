/**
 * The built-in classes of Python, as bare objects: their bases and order of lookup. Their methods are filled in by `install.ts`;
 * what their instances are, and how they are made, is told elsewhere. Nothing writes to them after start.
 */
import type { ClassValue, InstanceValue, Value } from "../../interp/values.ts";

/** Built-in classes are older than any object of a run: their stamps are negative, in the order of definition. */
function makeClassFactory(): (name: string, bases: readonly ClassValue[], module?: string) => ClassValue {
  let born = 0;
  return (name, bases, module) => {
    born -= 1;
    const mro: ClassValue[] = [];
    const cls: ClassValue = {
      kind: "class",
      name,
      qualifiedName: module === undefined ? name : `${module}.${name}`,
      bases,
      mro,
      incomplete: false,
      attributes: new Map<string, Value>(),
      born,
    };
    mro.push(cls, ...inheritedOrder(bases));
    return cls;
  };
}

/** The orders of the bases, each class at its last place: right for the shallow trees that are built in. */
function inheritedOrder(bases: readonly ClassValue[]): readonly ClassValue[] {
  const all = bases.flatMap((base) => base.mro);
  return all.filter((cls, i) => all.lastIndexOf(cls) === i);
}

/** Makes a built-in class; only for use while modules of the runtime are being loaded. */
export const builtinClass = makeClassFactory();

export const objectClass = builtinClass("object", []);
export const typeClass = builtinClass("type", [objectClass]);
export const intClass = builtinClass("int", [objectClass]);
export const boolClass = builtinClass("bool", [intClass]);
export const floatClass = builtinClass("float", [objectClass]);
export const complexClass = builtinClass("complex", [objectClass]);
export const strClass = builtinClass("str", [objectClass]);
export const bytesClass = builtinClass("bytes", [objectClass]);
export const bytearrayClass = builtinClass("bytearray", [objectClass]);
export const memoryviewClass = builtinClass("memoryview", [objectClass]);
export const listClass = builtinClass("list", [objectClass]);
export const tupleClass = builtinClass("tuple", [objectClass]);
export const dictClass = builtinClass("dict", [objectClass]);
export const setClass = builtinClass("set", [objectClass]);
export const frozensetClass = builtinClass("frozenset", [objectClass]);
export const rangeClass = builtinClass("range", [objectClass]);
export const sliceClass = builtinClass("slice", [objectClass]);
export const iteratorClass = builtinClass("iterator", [objectClass]);
export const functionClass = builtinClass("function", [objectClass]);
export const methodClass = builtinClass("method", [objectClass]);
export const builtinFunctionClass = builtinClass("builtin_function_or_method", [objectClass]);
export const moduleClass = builtinClass("module", [objectClass]);
export const noneClass = builtinClass("NoneType", [objectClass]);
export const ellipsisClass = builtinClass("ellipsis", [objectClass]);
export const notImplementedClass = builtinClass("NotImplementedType", [objectClass]);
export const propertyClass = builtinClass("property", [objectClass]);
export const classmethodClass = builtinClass("classmethod", [objectClass]);
export const staticmethodClass = builtinClass("staticmethod", [objectClass]);
export const superClass = builtinClass("super", [objectClass]);
/** `x.shape` of a tensor: a tuple where the rank is known, an instance that asks the tensor where it is not. */
export const sizeClass = builtinClass("Size", [tupleClass], "torch");
/** What `vars(x)` and `x.__dict__` give: a live view of an object's attributes. */
export const attributeViewClass = builtinClass("mappingproxy", [objectClass]);

/** A class that the runtime defines: nothing may be written to it. */
export function isBuiltinClass(cls: ClassValue): boolean {
  return cls.born < 0;
}

export function isSubclass(cls: ClassValue, of: ClassValue): boolean {
  return cls.mro.includes(of);
}

/** `NotImplemented`: what an operator method gives to let the other operand try. */
export const notImplemented: InstanceValue = {
  kind: "instance",
  class: notImplementedClass,
  attributes: new Map<string, Value>(),
  escaped: false,
  born: -100_000,
};

/** Whether a class or base that is not built in defines the method: such a one wins over what a built-in value does. */
export function hasOwnMethod(cls: ClassValue, name: string): boolean {
  for (const candidate of cls.mro) if (candidate.attributes.has(name)) return !isContainerClass(candidate);
  return false;
}

/** Built-in classes whose instances hold a built-in value. */
function isContainerClass(cls: ClassValue): boolean {
  return (
    cls === listClass ||
    cls === dictClass ||
    cls === tupleClass ||
    cls === setClass ||
    cls === strClass ||
    cls === sizeClass
  );
}

/** Says how a built-in class is called; only for use while modules of the runtime are being loaded. */
export function setConstruct(cls: ClassValue, construct: NonNullable<ClassValue["construct"]>): void {
  (cls as { construct?: ClassValue["construct"] }).construct = construct;
}
