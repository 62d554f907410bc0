/** What JavaScript means: the `Language` that the interpreter asks while code of a TypeScript or JavaScript file runs. */
import type { Language } from "../../interp/language.ts";
import { unknown } from "../../interp/values.ts";
import { attributeReader } from "./attributes.ts";
import type { TensorNames } from "./attributes.ts";
import { objectClass } from "./classes.ts";
import { compare } from "./compare.ts";
import { calledUnknown, callInstance, classDefined, construct, constructFunction, specialName } from "./construct.ts";
import { resultOfUnknown } from "./declared.ts";
import { builtins } from "./install.ts";
import { getItem } from "./items.ts";
import { iterate, keys } from "./iterate.ts";
import { importedName } from "./modules.ts";
import { copyProperties, objectRest } from "./object-functions.ts";
import { newObject } from "./objects.ts";
import { binary, unary } from "./operators.ts";
import { deleteAttribute, deleteItem, setAttribute, setItem } from "./set-attributes.ts";
import { textOf, truth } from "./truth.ts";

export interface JavaScriptOptions {
  /** Names that, read from an argument of an open run, mean that it is a tensor of the library. */
  readonly tensorNames: TensorNames;
  /** Global variables that a script tag would set: the module that each of them is. */
  readonly globalModules: ReadonlyMap<string, string>;
}

export function javaScript({ tensorNames, globalModules }: JavaScriptOptions): Language {
  return {
    name: "javascript",
    builtins,
    truth,
    unary,
    binary,
    augmented: binary,
    compare,
    getAttribute: attributeReader(tensorNames),
    setAttribute,
    deleteAttribute,
    getItem,
    setItem,
    deleteItem,
    iterate,
    keys,
    construct,
    callInstance: (machine, callee, args) => callInstance(machine, callee, args),
    enterContext: () => unknown,
    text: textOf,
    rootClass: objectClass,
    newObject: (machine) => newObject(machine),
    spreadInto: copyProperties,
    objectRest,
    constructFunction,
    calledUnknown,
    resultOfUnknown,
    importedName,
    specialName: (machine, name) => {
      const module = globalModules.get(name);
      return (
        specialName(machine, name) ??
        (module === undefined ? undefined : machine.importModule(module, 0, machine.environment.module))
      );
    },
    classDefined,
    exceptionMatches: () => true,
  };
}
