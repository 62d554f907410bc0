/** The source files that paths on the command line mean: files as they are, folders with everything below them that Git would not ignore. */
import ignore from "ignore";
import type { Ignore } from "ignore";
import type { Host } from "./host.ts";

export interface Collected {
  /** Absolute, each once, in the order given, folders in the order of their names. */
  readonly paths: readonly string[];
  /** Paths as given that do not exist. */
  readonly missing: readonly string[];
}

/** Folders of other people's code, and of no code. */
const skippedFolders = new Set([
  ".git",
  ".hg",
  ".svn",
  "node_modules",
  "__pycache__",
  "site-packages",
  ".tox",
  ".nox",
  ".mypy_cache",
  ".ipynb_checkpoints",
]);

/** The rules of one `.gitignore`, for paths below its folder. */
interface IgnoreFile {
  readonly folder: string;
  readonly rules: Ignore;
}

export function collectFiles(host: Host, given: readonly string[], isSource: (path: string) => boolean): Collected {
  const paths = new Set<string>();
  const missing: string[] = [];
  for (const argument of given) {
    const path = absolute(host.workingFolder, argument);
    const kind = host.kindOf(path);
    if (kind === undefined) missing.push(argument);
    else if (kind === "file") paths.add(path);
    else for (const file of walk(host, path, ignoreFilesAbove(host, path), isSource)) paths.add(file);
  }
  return { paths: [...paths], missing };
}

export function absolute(folder: string, path: string): string {
  const slashed = path.replaceAll("\\", "/");
  const parts = (/^(\/|[A-Za-z]:\/)/.test(slashed) ? slashed : `${folder}/${slashed}`).split("/");
  const kept: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (part === ".." && kept.length > 1) kept.pop();
    else if (part !== "." && part !== ".." && (part !== "" || index === 0)) kept.push(part);
  }
  return kept.length === 1 ? `${kept[0] ?? ""}/` : kept.join("/");
}

function* walk(
  host: Host,
  folder: string,
  above: readonly IgnoreFile[],
  isSource: (path: string) => boolean,
): Generator<string> {
  if (host.files.isFile(join(folder, "pyvenv.cfg"))) return; // a virtual environment
  const ignoreFiles = [...above, ...ignoreFileOf(host, folder)];
  for (const name of [...host.files.list(folder)].sort()) {
    const path = join(folder, name);
    const kind = host.kindOf(path);
    if (kind === "folder" && !skippedFolders.has(name) && !isIgnored(ignoreFiles, `${path}/`))
      yield* walk(host, path, ignoreFiles, isSource);
    else if (kind === "file" && isSource(path) && !isIgnored(ignoreFiles, path)) yield path;
  }
}

/** From the root of the repository down to the folder's parent. */
function ignoreFilesAbove(host: Host, folder: string): readonly IgnoreFile[] {
  const found: IgnoreFile[] = [];
  let at = folder;
  while (host.kindOf(join(at, ".git")) === undefined) {
    const parent = at.slice(0, Math.max(at.lastIndexOf("/"), 0));
    if (parent === "" || parent === at) return []; // in no repository
    found.unshift(...ignoreFileOf(host, parent));
    at = parent;
  }
  return found;
}

function ignoreFileOf(host: Host, folder: string): readonly IgnoreFile[] {
  const text = host.files.read(join(folder, ".gitignore"));
  return text === undefined ? [] : [{ folder, rules: ignore().add(text) }];
}

/** The innermost file that speaks of a path decides, as in Git. */
function isIgnored(ignoreFiles: readonly IgnoreFile[], path: string): boolean {
  for (const { folder, rules } of [...ignoreFiles].reverse()) {
    const { ignored, unignored } = rules.test(path.slice(folder.length + (folder.endsWith("/") ? 0 : 1)));
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}

const join = (folder: string, name: string): string => (folder.endsWith("/") ? folder + name : `${folder}/${name}`);
