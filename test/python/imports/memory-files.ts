/** A `Files` port over a list of paths, for tests. */
import type { Files } from "../../../server/src/project/files.ts";

/** A path that ends in `/` is an empty folder. All folders on the way exist. */
export function memoryFiles(paths: readonly string[]): Files {
  const present = new Set(paths.filter((path) => !path.endsWith("/")));
  const folders = new Set(paths.flatMap(foldersOf));
  return {
    read: (path) => (present.has(path) ? "" : undefined),
    isFile: (path) => present.has(path),
    isFolder: (path) => folders.has(path),
    list: (folder) =>
      [...present, ...folders]
        .filter((path) => path !== "/" && path.slice(0, path.lastIndexOf("/")) === (folder === "/" ? "" : folder))
        .map((path) => path.slice(path.lastIndexOf("/") + 1)),
  };
}

function foldersOf(path: string): readonly string[] {
  const steps = path.split("/").slice(0, -1);
  return steps.map((_, index) => steps.slice(0, index + 1).join("/") || "/");
}
