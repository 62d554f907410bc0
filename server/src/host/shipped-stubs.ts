/**
 * The stubs of a build: lowered ahead of time, one file a module, read when the module is first imported. Written by
 * `scripts/build.mjs` with V8's serializer, which keeps sets and reads quickly.
 */
import { readFileSync } from "node:fs";
import { deserialize } from "node:v8";
import type { ModuleIR } from "../interp/ir.ts";
import type { Stub, StubSource } from "../models/library.ts";

/** `language:module` → the file that holds its stub. */
export type StubIndex = Readonly<
  Record<string, { readonly file: string; readonly path: string; readonly isPackage: boolean }>
>;

export function shippedStubs(folder: string): StubSource {
  const known = new Map<string, Stub | undefined>();
  let index: StubIndex | undefined;
  return {
    find(module, language) {
      const key = `${language}:${module}`;
      if (known.has(key)) return known.get(key);
      index ??= JSON.parse(readFileSync(`${folder}/index.json`, "utf8")) as StubIndex;
      const entry = Object.hasOwn(index, key) ? index[key] : undefined;
      const stub =
        entry === undefined
          ? undefined
          : { path: entry.path, isPackage: entry.isPackage, ir: readIR(`${folder}/${entry.file}`) };
      known.set(key, stub);
      return stub;
    },
  };
}

function readIR(file: string): ModuleIR {
  return deserialize(readFileSync(file)) as ModuleIR;
}
