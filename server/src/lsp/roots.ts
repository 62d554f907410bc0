/**
 * Which root a file belongs to, and what the analysis is told about each root: where its packages are installed. A root is a workspace folder, or the
 * folder of a file that is in none. How modules are then found is left to `python/imports/`.
 */
import type { Change } from "./analysis-client.ts";
import { findPackageFolders } from "../host/python-environment.ts";
import type { Machine } from "../host/python-environment.ts";

export interface Roots {
  /** The root of a file, made known to the analysis with the interpreter of its settings. */
  of(path: string, interpreter: string): string;
  setFolders(paths: readonly string[]): void;
  /** Looks for packages anew at the next question: an environment may have been made or changed. */
  forget(): void;
}

export function createRoots(machine: Machine, send: (change: Change) => void): Roots {
  const told = new Map<string, string>(); // root → interpreter
  let folders: readonly string[] = [];
  return {
    of(path, interpreter) {
      const root = rootOf(path, folders);
      if (told.get(root) !== interpreter) {
        told.set(root, interpreter);
        send({ kind: "project", root, sitePackages: findPackageFolders(machine, root, interpreter) });
      }
      return root;
    },
    setFolders(paths) {
      folders = paths;
    },
    forget: () => told.clear(),
  };
}

/** The innermost folder around the path, else the path's own folder. */
function rootOf(path: string, folders: readonly string[]): string {
  const around = folders.filter((folder) => path.startsWith(folder.endsWith("/") ? folder : `${folder}/`));
  const innermost = around.sort((a, b) => b.length - a.length)[0];
  return innermost ?? path.slice(0, Math.max(path.lastIndexOf("/"), 1));
}
