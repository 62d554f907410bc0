/** The public face of `tsjs/`: everything that an analysis needs to follow TypeScript and JavaScript, given the compiler. */
import type { Language } from "../interp/language.ts";
import type { ModuleIR } from "../interp/ir.ts";
import type { Machine } from "../interp/machine.ts";
import type { Value } from "../interp/values.ts";
import type { Files } from "../project/files.ts";
import { resolveAsset } from "./assets.ts";
import { resolveScript } from "./imports.ts";
import { lowerSource, readSource } from "./lower/module.ts";
import type { ScriptFile } from "./lower/module.ts";
import { hostModules } from "./runtime/host-modules.ts";
import { javaScript } from "./runtime/index.ts";
import { jsonValue } from "./runtime/json.ts";
import type { JavaScriptOptions } from "./runtime/index.ts";
import type { TypeScript } from "./syntax.ts";
import { hasImports, meaningIn, withImports } from "./types.ts";
import type { FileTypes } from "./types.ts";

export { lowerSource } from "./lower/module.ts";
export type { JavaScriptOptions } from "./runtime/index.ts";
export type { FileTypes } from "./types.ts";
export { loadTypeScript } from "./syntax.ts";
export type { TypeScript } from "./syntax.ts";

/** What a module exports of types, as seen from a file; `undefined` where it is none of the program's. */
export type TypesOfModule = (specifier: string, from: string) => FileTypes | undefined;

export interface ScriptSupport {
  readonly language: Language;
  readonly lower: (text: string, path: string) => ModuleIR;
  readonly read: (text: string, path: string) => ScriptFile;
  readonly resolve: (specifier: string, from: string, files: Files) => string | undefined;
  /** The file of the project that an address means: what a program asks for while it runs. */
  readonly asset: (url: string, from: string, files: Files, roots: readonly string[]) => string | undefined;
  /** What a file of JSON says; `undefined` if it is none. */
  readonly json: (machine: Machine, text: string) => Value | undefined;
  /** The type, with what the types of other files in it mean. */
  readonly typeWithImports: (type: string, typesOf: TypesOfModule) => string;
  /** Modules that the host has: what they give is unknown, but they are no missing imports. */
  readonly native: ReadonlyMap<string, ReadonlyMap<string, Value>>;
}

export function scriptSupport(syntax: TypeScript, options: JavaScriptOptions): ScriptSupport {
  return {
    language: javaScript(options),
    lower: (text, path) => lowerSource(syntax, text, path),
    read: (text, path) => readSource(syntax, text, path),
    resolve: (specifier, from, files) => resolveScript(syntax, specifier, from, files),
    asset: resolveAsset,
    json: jsonValue,
    typeWithImports: (type, typesOf) =>
      hasImports(type) ? withImports(type, (imported) => meaningIn(imported, typesOf)) : type,
    native: hostModules,
  };
}
