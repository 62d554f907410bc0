/** Paths as text: absolute, with forward slashes. */

export function parent(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash <= 0 ? "/" : path.slice(0, slash);
}

export function join(folder: string, relative: string): string {
  return normalized(relative.startsWith("/") ? relative : `${folder}/${relative}`);
}

export function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return path.startsWith("/") ? `/${parts.join("/")}` : parts.join("/");
}

/** The folder and those around it, from the inside, up to the outermost of these that holds it. */
export function foldersAround(folder: string, roots: readonly string[]): readonly string[] {
  const root = roots
    .filter((each) => isWithin(folder, each))
    .sort((a, b) => a.length - b.length)
    .at(0);
  const around: string[] = [];
  for (let current = folder; ; current = parent(current)) {
    around.push(current);
    if (root === undefined || current === root || current === "/") return around;
  }
}

export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
