/**
 * From the address under which a program asks for a file, as Node or a web server would find it, to the file of the project that it means. Where
 * several files could be meant, none is.
 */
import type { Files } from "../project/files.ts";
import { foldersAround, isWithin, join, normalized, parent } from "./paths.ts";

/** The folders that a web server gives as its root. */
const served = ["", "public", "static", "src", "www", "dist", "assets"];

/** `roots` are the folders of the workspace: nothing outside of them is looked at. */
export function resolveAsset(url: string, from: string, files: Files, roots: readonly string[]): string | undefined {
  const path = withoutQuery(url);
  const isFileUrl = path.startsWith("file://");
  if (!isFileUrl && /^[a-z][\w+.-]*:/i.test(path)) return undefined;
  const written = isFileUrl ? path.slice("file://".length) : path;
  const folders = foldersAround(parent(from), roots);
  const isInside = (each: string): boolean => folders.at(-1) === undefined || isWithin(each, folders.at(-1) ?? "");
  if (written.startsWith("/") && isInside(normalized(written)) && files.isFile(normalized(written)))
    return normalized(written);
  // What runs in Node looks from where it was started; a page asks the server, whose root is one folder or another.
  const relative = written.replace(/^\/+/, "");
  const places = isFileUrl ? [""] : served;
  const found = folders.flatMap((folder) => places.map((place) => join(join(folder, place), relative)));
  const [only, ...others] = new Set(found.filter((each) => isInside(each) && files.isFile(each)));
  return others.length === 0 ? only : undefined;
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/, "");
}
