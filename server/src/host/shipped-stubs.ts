/** The stubs of a build: lowered ahead of time, one file a module, read when the module is first imported. Written by `scripts/build.mjs`. */
import { readFileSync } from "node:fs";
import { readStoredIR } from "./stored-ir.ts";
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
          : { path: entry.path, isPackage: entry.isPackage, ir: readStoredIR(readFileSync(`${folder}/${entry.file}`)) };
      known.set(key, stub);
      return stub;
    },
  };
}
