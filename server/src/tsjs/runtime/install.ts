/** Fills the built-in classes with their members, and lists the names that every module sees. */
import { str, unknown } from "../../interp/values.ts";
import type { ClassValue, Value } from "../../interp/values.ts";
import { getterOf, staticOf, symbolKey } from "../members.ts";
import { arrayLength, arrayMethods, openArrayMethods } from "./arrays.ts";
import { callbackMethods } from "./callbacks.ts";
import {
  arrayClass,
  booleanClass,
  builtinClass,
  consoleNamespace,
  dateClass,
  errorClass,
  errorClasses,
  functionClass,
  generatorClass,
  jsonNamespace,
  mapClass,
  mathNamespace,
  numberClass,
  objectClass,
  promiseClass,
  regExpClass,
  setClass,
  stringClass,
  symbolClass,
  typedArrayClasses,
} from "./classes.ts";
import { mapMethods, setMethods, tableSize } from "./collections.ts";
import { functionMethods, generatorMethods, openFunctionMethods } from "./functions.ts";
import {
  arrayFunctions,
  consoleFunctions,
  errorMethods,
  globalFunctions,
  jsonFunctions,
  makeArray,
  typedArrayMaker,
  openArrayFunctions,
  stringFunctions,
  toBooleanValue,
  toStringValue,
  toText,
} from "./globals.ts";
import {
  itself,
  mathConstants,
  mathFunctions,
  numberConstants,
  numberFunctions,
  numberMethods,
  toNumberValue,
} from "./math.ts";
import { moduleFunctions } from "./modules.ts";
import { nativeFunction, nativeMethod } from "./natives.ts";
import type { Native, Natives } from "./natives.ts";
import { number } from "./numbers.ts";
import { objectFunctions, objectMethods, openObjectFunctions } from "./object-functions.ts";
import { promiseFrom, promiseFunctions, promiseMethods } from "./promises.ts";
import { stringLength, stringMethods } from "./strings.ts";

interface Members {
  readonly methods?: Natives;
  /** Methods and functions that can be given a spread of unknown length. */
  readonly openMethods?: Natives;
  readonly functions?: Natives;
  readonly openFunctions?: Natives;
  readonly getters?: Natives;
  readonly constants?: Readonly<Record<string, Value>>;
  /** What calling the class gives, with or without `new`, where that is no ordinary instance. */
  readonly make?: Native;
}

function install(cls: ClassValue, members: Members): ClassValue {
  const { attributes, name } = cls;
  const add = (natives: Natives | undefined, key: (each: string) => string, takesOpen: boolean): void => {
    for (const [each, run] of Object.entries(natives ?? {}))
      attributes.set(key(each), nativeMethod(`${name}.${each}`, run, takesOpen));
  };
  add(members.methods, (each) => each, false);
  add(members.openMethods, (each) => each, true);
  add(members.getters, getterOf, false);
  add(members.functions, staticOf, false);
  add(members.openFunctions, staticOf, true);
  for (const [each, value] of Object.entries(members.constants ?? {})) attributes.set(staticOf(each), value);
  const { make } = members;
  if (make === undefined) return cls;
  const maker = nativeFunction(name, make, true);
  return Object.assign(cls, {
    construct: (machine: Parameters<Native>[0], _: ClassValue, args: Parameters<typeof maker.call>[1]) =>
      maker.call(machine, args, undefined),
  });
}

const consoleAndMath: readonly ClassValue[] = [
  install(mathNamespace, {
    functions: mathFunctions,
    constants: mathConstants,
    openFunctions: { max: mathFunctions["max"] ?? nothing, min: mathFunctions["min"] ?? nothing },
  }),
  install(jsonNamespace, { functions: jsonFunctions }),
  install(consoleNamespace, { openFunctions: consoleFunctions }),
];

function nothing(): Value {
  return unknown;
}

const classes: readonly ClassValue[] = [
  install(objectClass, {
    methods: objectMethods,
    functions: objectFunctions,
    openFunctions: openObjectFunctions,
  }),
  install(functionClass, { methods: functionMethods, openMethods: openFunctionMethods, make: nothing }),
  install(arrayClass, {
    methods: { ...arrayMethods, ...callbackMethods },
    openMethods: openArrayMethods,
    functions: arrayFunctions,
    openFunctions: openArrayFunctions,
    getters: { length: arrayLength },
    make: makeArray,
  }),
  install(stringClass, {
    methods: stringMethods,
    functions: stringFunctions,
    getters: { length: stringLength },
    make: toStringValue,
  }),
  install(numberClass, {
    methods: numberMethods,
    functions: numberFunctions,
    constants: numberConstants,
    make: toNumberValue,
  }),
  install(booleanClass, {
    methods: { toString: toText, valueOf: itself },
    make: toBooleanValue,
  }),
  install(symbolClass, {
    constants: Object.fromEntries(
      ["iterator", "asyncIterator", "hasInstance", "toPrimitive"].map((each) => [each, str(symbolKey(each))]),
    ),
    make: nothing,
  }),
  install(mapClass, { methods: mapMethods, getters: { size: tableSize } }),
  install(setClass, { methods: setMethods, getters: { size: tableSize } }),
  install(promiseClass, {
    methods: promiseMethods,
    functions: promiseFunctions,
    make: (machine, _, [executor]) => (executor === undefined ? unknown : promiseFrom(machine, executor)),
  }),
  install(generatorClass, { methods: generatorMethods }),
  install(errorClass, {
    methods: errorMethods,
    constants: { captureStackTrace: nativeFunction("captureStackTrace", nothing) },
  }),
  install(dateClass, { functions: { now: (machine) => machine.anyInt({ min: 0 }) }, make: nothing }),
  install(regExpClass, { make: nothing }),
  ...errorClasses,
  ...typedArrayClasses.map((cls) =>
    install(cls, {
      make: typedArrayMaker(cls.name),
      functions: { from: arrayFunctions["from"] ?? nothing, of: (machine, _, args) => machine.list(args) },
    }),
  ),
];

const weakClasses: readonly ClassValue[] = [builtinClass("WeakMap", mapClass), builtinClass("WeakSet", setClass)];

const functions = {
  ...globalFunctions,
  parseInt: numberFunctions["parseInt"] ?? nothing,
  parseFloat: numberFunctions["parseFloat"] ?? nothing,
  isNaN: numberFunctions["isNaN"] ?? nothing,
  isFinite: numberFunctions["isFinite"] ?? nothing,
};

/** Calls of what the host has, and no program defines, are not seen; by these names it is known whether they do harm. */
const hostNames = "window document navigator process performance location localStorage sessionStorage crypto".split(
  " ",
);

/** The names that every module sees. */
export const builtins: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...[...classes, ...weakClasses, ...consoleAndMath].map((cls) => [cls.name, cls] as const),
  ...Object.entries(functions).map(([name, run]) => [name, nativeFunction(name, run)] as const),
  ...moduleFunctions,
  ...hostNames.map((name) => [name, { kind: "unknown", origin: name }] as const),
  ["NaN", number(NaN)],
  ["Infinity", number(Infinity)],
]);
