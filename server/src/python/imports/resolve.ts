/**
 * From an imported name to the Python source that defines it, as Python's own finder would over the given folders. Stub
 * files (`.pyi`) and compiled modules are not Python source and are not found. Which libraries have a model instead, and
 * what a module defines, is left to others.
 *
 * One liberty is taken: the folders are a guess at `sys.path`, so where a package is found that lacks the submodule asked
 * for, the later folders are tried too.
 */
import type { Files } from "../../project/files.ts";
import { join, parentFolder, tidyFolder } from "./paths.ts";

export type PythonModule =
  | { readonly kind: "file"; readonly path: string; readonly isPackage: boolean }
  /** A package without `__init__.py`, perhaps spread over several folders. */
  | { readonly kind: "namespace"; readonly folders: readonly string[] }
  | { readonly kind: "missing" };

export interface PythonSearch {
  /** Folders of the project, most likely first; see `projectRoots`. */
  readonly roots: readonly string[];
  readonly sitePackages: readonly string[];
  readonly files: Files;
}

const MISSING: PythonModule = { kind: "missing" };

/**
 * `name` is dotted, without leading dots; `level` counts those. `from` is the importing file. For `from .a import b`,
 * whether `b` is a submodule is a question of its own: resolve `a.b`.
 */
export function resolvePythonModule(name: string, level: number, from: string, search: PythonSearch): PythonModule {
  const parts = name === "" ? [] : name.split(".");
  if (parts.some((part) => part === "" || part.includes("/"))) return MISSING;
  if (level > 0) return resolveRelative(parts, level, from, search.files);
  return parts.length === 0 ? MISSING : findIn(searchFolders(search), parts, search.files);
}

function resolveRelative(parts: readonly string[], level: number, from: string, files: Files): PythonModule {
  let folder = parentFolder(from);
  for (let up = 1; up < level; up += 1) {
    const parent = parentFolder(folder);
    if (parent === folder) return MISSING;
    folder = parent;
  }
  return parts.length === 0 ? packageAt(folder, files) : findIn([folder], parts, files);
}

/**
 * A root that is a package itself is on Python's path only when a script in it is run. It comes last, lest its
 * `numpy.py` or `types.py`, imported as `package.numpy`, hides the library of that name.
 */
function searchFolders({ roots, sitePackages, files }: PythonSearch): readonly string[] {
  const isPackage = (folder: string): boolean => files.isFile(join(folder, "__init__.py"));
  const [packages, plain] = [roots.filter(isPackage), roots.filter((root) => !isPackage(root))];
  return [...new Set([...plain, ...sitePackages, ...packages].map(tidyFolder))];
}

/** In each folder a package goes before a module, and both before a namespace package, whatever its folder. */
function findIn(folders: readonly string[], parts: readonly string[], files: Files): PythonModule {
  const [head, ...rest] = parts;
  if (head === undefined) return MISSING;
  const namespace: string[] = [];
  for (const folder of folders) {
    const inner = join(folder, head);
    const initial = join(inner, "__init__.py");
    const module = `${inner}.py`;
    if (files.isFile(initial)) {
      const found: PythonModule =
        rest.length === 0 ? { kind: "file", path: initial, isPackage: true } : findIn([inner], rest, files);
      if (found.kind !== "missing") return found;
    } else if (files.isFile(module)) {
      if (rest.length === 0) return { kind: "file", path: module, isPackage: false };
    } else if (files.isFolder(inner)) {
      namespace.push(inner);
    }
  }
  if (namespace.length === 0) return MISSING;
  return rest.length === 0 ? { kind: "namespace", folders: namespace } : findIn(namespace, rest, files);
}

function packageAt(folder: string, files: Files): PythonModule {
  const initial = join(folder, "__init__.py");
  if (files.isFile(initial)) return { kind: "file", path: initial, isPackage: true };
  return files.isFolder(folder) ? { kind: "namespace", folders: [folder] } : MISSING;
}
