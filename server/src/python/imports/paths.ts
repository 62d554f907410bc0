/** The little path arithmetic that module resolution needs: absolute paths with forward slashes, on every system. */

/** The folder that holds `path`; the top folder holds itself. */
export function parentFolder(path: string): string {
  const slash = path.lastIndexOf("/");
  if (slash < 0) return path;
  const parent = path.slice(0, slash);
  return parent === "" || parent.endsWith(":") ? path.slice(0, slash + 1) : parent;
}

export function join(folder: string, name: string): string {
  return folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}

/** Without a slash at the end, so that equal folders are equal texts. */
export function tidyFolder(folder: string): string {
  return folder.length > 1 && folder.endsWith("/") && !folder.endsWith(":/") ? folder.slice(0, -1) : folder;
}

export function isWithin(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
