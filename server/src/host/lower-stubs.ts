/** Build step: lowers every bundled stub ahead of time, for `shipped-stubs.ts` to read. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { ModuleIR } from "../interp/ir.ts";
import { stubFolders } from "../models/library.ts";
import { lowerFile } from "../python/lower/module.ts";
import { parseFile } from "../python/syntax/parse.ts";
import type { StubIndex } from "./shipped-stubs.ts";
import { storeIR } from "./stored-ir.ts";

/** `models` is the folder `server/src/models`. Returns how many modules were written. */
export function lowerStubs(
  models: string,
  out: string,
  lowerScript?: (text: string, path: string) => ModuleIR,
): number {
  mkdirSync(out, { recursive: true });
  const index: Record<string, StubIndex[string]> = {};
  let count = 0;
  const write = (key: string, entry: { path: string; isPackage: boolean }, ir: ModuleIR): void => {
    const file = `${String(count)}.bin`;
    count += 1;
    writeFileSync(`${out}/${file}`, storeIR(ir));
    index[key] = { file, ...entry };
  };
  const finish = (): number => {
    writeFileSync(`${out}/index.json`, JSON.stringify(index));
    return count;
  };
  for (const folder of stubFolders) {
    const root = `${models}/${folder}/stubs`;
    for (const relative of filesBelow(root, ".py")) {
      const module = relative
        .replace(/(^|\/)__init__\.py$/, "")
        .replace(/\.py$/, "")
        .replaceAll("/", ".");
      const path = `<shapeline>/${folder}/${relative}`;
      write(
        `python:${module}`,
        { path, isPackage: relative.endsWith("__init__.py") },
        lowerFile(parseFile(readFileSync(`${root}/${relative}`, "utf8")), path),
      );
    }
  }
  if (lowerScript === undefined) return finish();
  const scripts = `${models}/tfjs/stubs`;
  for (const relative of filesBelow(scripts, ".js")) {
    const module = relative.replace(/(\/index)?\.js$/, "");
    const path = `<shapeline>/tfjs/${relative}`;
    write(
      `javascript:${module}`,
      { path, isPackage: false },
      lowerScript(readFileSync(`${scripts}/${relative}`, "utf8"), path),
    );
  }
  return finish();
}

function filesBelow(root: string, ending: string): readonly string[] {
  try {
    const entries = readdirSync(root, { withFileTypes: true, recursive: true });
    const paths = entries
      .filter((e) => e.isFile() && e.name.endsWith(ending))
      .map((e) => `${e.parentPath}/${e.name}`.replaceAll("\\", "/"));
    return paths.map((path) => path.slice(root.length + 1)).sort();
  } catch {
    return [];
  }
}
