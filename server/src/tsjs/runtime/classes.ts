/**
 * The built-in classes of JavaScript, as bare objects; `install.ts` fills in their members. Nothing writes to them after start. Namespaces
 * such as `Math` are classes too, of which only the static side is seen.
 */
import type { ClassValue, Value } from "../../interp/values.ts";

/** Built-in classes are older than any object of a run: their stamps are negative, in the order of definition. */
function makeClassFactory(): (name: string, base?: ClassValue) => ClassValue {
  let born = -1_000_000;
  return (name, base) => {
    born += 1;
    const mro: ClassValue[] = [];
    const cls: ClassValue = {
      kind: "class",
      name,
      qualifiedName: name,
      bases: base === undefined ? [] : [base],
      mro,
      incomplete: false,
      attributes: new Map<string, Value>(),
      born,
    };
    mro.push(cls, ...(base?.mro ?? []));
    return cls;
  };
}

/** Makes a built-in class; only for use while modules of the runtime are being loaded. */
export const builtinClass = makeClassFactory();

export const objectClass = builtinClass("Object");
export const functionClass = builtinClass("Function", objectClass);
export const arrayClass = builtinClass("Array", objectClass);
export const stringClass = builtinClass("String", objectClass);
export const numberClass = builtinClass("Number", objectClass);
export const booleanClass = builtinClass("Boolean", objectClass);
export const symbolClass = builtinClass("Symbol", objectClass);
export const mapClass = builtinClass("Map", objectClass);
export const setClass = builtinClass("Set", objectClass);
export const promiseClass = builtinClass("Promise", objectClass);
export const generatorClass = builtinClass("Generator", objectClass);
export const errorClass = builtinClass("Error", objectClass);
export const dateClass = builtinClass("Date", objectClass);
export const regExpClass = builtinClass("RegExp", objectClass);
export const mathNamespace = builtinClass("Math");
export const jsonNamespace = builtinClass("JSON");
export const consoleNamespace = builtinClass("console");

export const errorClasses: readonly ClassValue[] = [
  "TypeError",
  "RangeError",
  "SyntaxError",
  "ReferenceError",
  "EvalError",
  "URIError",
].map((name) => builtinClass(name, errorClass));

export const typedArrayClasses: readonly ClassValue[] = [
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float32Array",
  "Float64Array",
].map((name) => builtinClass(name, arrayClass));

/** What `F.prototype` gives: a view of the class whose members it has. */
export const prototypeClass = builtinClass("Prototype", objectClass);

export function isBuiltinClass(cls: ClassValue): boolean {
  return cls.born < 0;
}

export function isNamespace(cls: ClassValue): boolean {
  return cls === mathNamespace || cls === jsonNamespace || cls === consoleNamespace;
}
