/**
 * From an imported name to the file of the project that it means, as bundlers and TypeScript find it: relative paths with or without an
 * extension, folders with an index, `.js` that stands for `.ts`, aliases of the nearest `tsconfig.json`. Packages are not looked into:
 * which of them have a model, and which are native, is known elsewhere.
 */
import type { Files } from "../project/files.ts";
import type { TypeScript } from "./syntax.ts";

const extensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];
/** The source that a compiled file's name stands for. */
const sources: readonly (readonly [written: string, meant: readonly string[]])[] = [
  [".js", [".ts", ".tsx"]],
  [".jsx", [".tsx"]],
  [".mjs", [".mts"]],
  [".cjs", [".cts"]],
];

export function resolveScript(syntax: TypeScript, specifier: string, from: string, files: Files): string | undefined {
  const folder = parent(from);
  if (/^\.{1,2}($|\/)/.test(specifier)) return fileAt(join(folder, specifier), files);
  if (specifier.startsWith("/")) return fileAt(normalized(specifier), files);
  return aliased(syntax, specifier, folder, files);
}

/** The file itself, with an extension that it lacks, or the index of the folder. */
function fileAt(path: string, files: Files): string | undefined {
  return candidates(path).find((each) => files.isFile(each));
}

function candidates(path: string): readonly string[] {
  const meant = sources.flatMap(([written, others]) =>
    path.endsWith(written) ? others.map((each) => path.slice(0, -written.length) + each) : [],
  );
  const own = extensions.some((extension) => path.endsWith(extension)) ? [path] : [];
  return [
    ...own,
    ...meant,
    ...extensions.map((each) => path + each),
    ...extensions.map((each) => `${path}/index${each}`),
  ];
}

interface Aliases {
  readonly base: string;
  readonly paths: Readonly<Record<string, readonly string[]>>;
  readonly hasBase: boolean;
}

/** By `paths` and `baseUrl` of the nearest configuration; what that extends is not read. */
function aliased(syntax: TypeScript, specifier: string, folder: string, files: Files): string | undefined {
  const aliases = nearestAliases(syntax, folder, files);
  if (aliases === undefined) return undefined;
  for (const [pattern, targets] of Object.entries(aliases.paths)) {
    const star = matched(pattern, specifier);
    if (star === undefined) continue;
    for (const target of targets) {
      const found = fileAt(join(aliases.base, target.replace("*", star)), files);
      if (found !== undefined) return found;
    }
  }
  return aliases.hasBase ? fileAt(join(aliases.base, specifier), files) : undefined;
}

/** What the star of the pattern stands for; the empty text where it has none and is the specifier. */
function matched(pattern: string, specifier: string): string | undefined {
  const at = pattern.indexOf("*");
  if (at < 0) return pattern === specifier ? "" : undefined;
  const before = pattern.slice(0, at);
  const after = pattern.slice(at + 1);
  const fits =
    specifier.startsWith(before) && specifier.endsWith(after) && specifier.length >= before.length + after.length;
  return fits ? specifier.slice(before.length, specifier.length - after.length) : undefined;
}

function nearestAliases(syntax: TypeScript, folder: string, files: Files): Aliases | undefined {
  for (let current = folder; ; current = parent(current)) {
    for (const name of ["tsconfig.json", "jsconfig.json"]) {
      const path = join(current, name);
      const text = files.isFile(path) ? files.read(path) : undefined;
      if (text !== undefined) return aliasesOf(syntax.parseConfigFileTextToJson(path, text).config, current);
    }
    if (parent(current) === current) return undefined;
  }
}

function aliasesOf(config: unknown, folder: string): Aliases | undefined {
  const options = property(config, "compilerOptions");
  const baseUrl = property(options, "baseUrl");
  const paths = property(options, "paths");
  if (typeof paths !== "object" && typeof baseUrl !== "string") return undefined;
  const named = Object.entries(paths ?? {}).filter((entry): entry is [string, string[]] => isTexts(entry[1]));
  const base = typeof baseUrl === "string" ? join(folder, baseUrl) : folder;
  return { base, paths: Object.fromEntries(named), hasBase: typeof baseUrl === "string" };
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

// --- paths: absolute, with forward slashes

function parent(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash <= 0 ? "/" : path.slice(0, slash);
}

function join(folder: string, relative: string): string {
  return normalized(relative.startsWith("/") ? relative : `${folder}/${relative}`);
}

function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return path.startsWith("/") ? `/${parts.join("/")}` : parts.join("/");
}
