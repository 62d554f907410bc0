/** Modules of the standard library that are written here, by name: each a map of its names. The others are bundled Python. */
import type { Value } from "../../../interp/values.ts";
import { abstractClasses } from "../abstract-classes.ts";
import { collectionsAbcModule, collectionsNatives } from "./collections.ts";
import { copyModule } from "./copy.ts";
import { dataclassesModule } from "./dataclasses.ts";
import { functoolsModule } from "./functools.ts";
import { harmlessModules } from "./harmless.ts";
import { importlibModule } from "./importlib.ts";
import { inspectModule } from "./inspect.ts";
import { itertoolsModule } from "./itertools.ts";
import { mathModule } from "./math.ts";
import { operatorModule } from "./operator.ts";
import { randomModule } from "./random.ts";
import { abcModule, enumModule, typesNatives, typingModule } from "./typing.ts";
import { valuesModule } from "./values.ts";

const none: ReadonlyMap<string, Value> = new Map();

export const nativeModules: ReadonlyMap<string, ReadonlyMap<string, Value>> = new Map([
  ...harmlessModules,
  ["math", mathModule],
  ["operator", operatorModule],
  ["functools", functoolsModule],
  ["importlib", importlibModule],
  ["inspect", inspectModule],
  ["itertools", itertoolsModule],
  ["_collections", collectionsNatives],
  ["collections.abc", collectionsAbcModule],
  ["copy", copyModule],
  ["typing", typingModule],
  ["typing_extensions", typingModule],
  ["abc", abcModule],
  ["enum", enumModule],
  ["_types", typesNatives],
  ["dataclasses", dataclassesModule],
  ["random", randomModule],
  ["numbers", abstractClasses],
  ["concurrent", none],
  ["__future__", none],
  ["shapeline.values", valuesModule],
]);
