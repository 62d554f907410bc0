/** Modules of the standard library that are written here: each a map of its names. */
import type { Value } from "../../../interp/values.ts";

export const nativeModules: ReadonlyMap<string, ReadonlyMap<string, Value>> = new Map();
