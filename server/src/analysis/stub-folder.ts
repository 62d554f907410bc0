/** Stubs read from their source folders: what tests and a development build use. A shipped build reads them lowered. */
import type { Stub, StubSource } from "../models/library.ts";
import { stubFolders } from "../models/library.ts";
import type { Files } from "../project/files.ts";
import { lowerFile } from "../python/lower/module.ts";
import { parseFile } from "../python/syntax/parse.ts";

/** `root` is the folder `server/src/models`. */
export function stubsInFolder(
  root: string,
  files: Files,
  lowerScript?: (text: string, path: string) => Stub["ir"],
): StubSource {
  const known = new Map<string, Stub | undefined>();
  return {
    find(module, language) {
      const key = `${language}:${module}`;
      if (!known.has(key))
        known.set(
          key,
          language === "python" ? findPython(root, files, module) : findScript(root, files, module, lowerScript),
        );
      return known.get(key);
    },
  };
}

function findPython(root: string, files: Files, module: string): Stub | undefined {
  const relative = module.split(".").join("/");
  for (const folder of stubFolders) {
    const base = `${root}/${folder}/stubs/${relative}`;
    for (const [path, isPackage] of [
      [`${base}/__init__.py`, true],
      [`${base}.py`, false],
    ] as const) {
      const text = files.read(path);
      if (text !== undefined)
        return {
          path: `<shapeline>/${folder}/${relative}${isPackage ? "/__init__" : ""}.py`,
          isPackage,
          ir: lowerFile(parseFile(text), path),
        };
    }
  }
  return undefined;
}

function findScript(
  root: string,
  files: Files,
  module: string,
  lower: ((text: string, path: string) => Stub["ir"]) | undefined,
): Stub | undefined {
  if (lower === undefined || module.startsWith(".")) return undefined;
  const base = `${root}/tfjs/stubs/${module}`;
  for (const path of [`${base}/index.js`, `${base}.js`]) {
    const text = files.read(path);
    if (text !== undefined) return { path: `<shapeline>/tfjs/${module}.js`, isPackage: false, ir: lower(text, path) };
  }
  return undefined;
}
