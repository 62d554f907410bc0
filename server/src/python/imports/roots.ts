/**
 * The folders of the project in which a file's absolute imports are looked up: a guess at the `sys.path` under which the
 * user runs it. Installed packages are not among them.
 */
import type { Files } from "../../project/files.ts";
import { isWithin, join, parentFolder, tidyFolder } from "./paths.ts";

/**
 * Most likely first: the file's own folder (it may be the script), the folder above the topmost package that holds it,
 * then each workspace folder and its `src`, those that hold the file before others.
 */
export function projectRoots(file: string, workspaceFolders: readonly string[], files: Files): readonly string[] {
  const workspaces = workspaceFolders.map(tidyFolder);
  const around = workspaces.filter((folder) => isWithin(file, folder)).sort((a, b) => b.length - a.length);
  const others = workspaces.filter((folder) => !isWithin(file, folder));
  const roots = [parentFolder(file), aboveTopmostPackage(file, files)];
  for (const folder of [...around, ...others]) {
    roots.push(folder);
    const source = join(folder, "src");
    if (files.isFolder(source)) roots.push(source);
  }
  return [...new Set(roots)];
}

function aboveTopmostPackage(file: string, files: Files): string {
  let folder = parentFolder(file);
  while (files.isFile(join(folder, "__init__.py"))) {
    const parent = parentFolder(folder);
    if (parent === folder) break;
    folder = parent;
  }
  return folder;
}
