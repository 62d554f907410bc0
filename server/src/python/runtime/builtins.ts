/** The names that every Python module sees, and the filling in of the built-in classes when the runtime is loaded. */
import { ellipsis, unknown } from "../../interp/values.ts";
import type { ClassValue, Value } from "../../interp/values.ts";
import {
  boolClass,
  bytearrayClass,
  bytesClass,
  classmethodClass,
  complexClass,
  dictClass,
  floatClass,
  frozensetClass,
  intClass,
  listClass,
  memoryviewClass,
  notImplemented,
  objectClass,
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
import { installConstructors } from "./constructors.ts";
import { installDicts } from "./dict-methods.ts";
import { installEnums } from "./enums.ts";
import { exceptionAliases, exceptionClasses } from "./exceptions.ts";
import { iterableFunctions } from "./iterators.ts";
import { installLists } from "./list-methods.ts";
import { installNamedTuples } from "./named-tuples.ts";
import { numberFunctions } from "./number-functions.ts";
import { installNumbers } from "./number-methods.ts";
import { objectFunctions } from "./object-functions.ts";
import { installObjects } from "./object-methods.ts";
import { installSets } from "./set-methods.ts";
import { installSizes } from "./size-methods.ts";
import { installStr } from "./str-methods.ts";

const classes: readonly ClassValue[] = [
  boolClass,
  bytearrayClass,
  bytesClass,
  classmethodClass,
  complexClass,
  dictClass,
  floatClass,
  frozensetClass,
  intClass,
  listClass,
  memoryviewClass,
  objectClass,
  propertyClass,
  rangeClass,
  setClass,
  sliceClass,
  staticmethodClass,
  strClass,
  superClass,
  tupleClass,
  typeClass,
];

function installAll(): void {
  installObjects();
  installNumbers();
  installStr();
  installLists();
  installDicts();
  installSets();
  installSizes();
  installEnums();
  installNamedTuples();
  installConstructors();
}

function makeBuiltins(): ReadonlyMap<string, Value> {
  installAll();
  const names = new Map<string, Value>();
  for (const cls of classes) names.set(cls.name, cls);
  for (const [name, cls] of exceptionClasses) names.set(name, cls);
  for (const [alias, name] of exceptionAliases) names.set(alias, exceptionClasses.get(name) ?? unknown);
  for (const fn of [...iterableFunctions, ...numberFunctions, ...objectFunctions]) names.set(fn.name, fn);
  names.set("NotImplemented", notImplemented);
  names.set("Ellipsis", ellipsis);
  names.set("__debug__", { kind: "bool", value: true });
  return names;
}

export const builtins: ReadonlyMap<string, Value> = makeBuiltins();
