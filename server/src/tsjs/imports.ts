/**
 * From an imported name to the file of the project that it means, as bundlers and TypeScript find it: relative paths with or without an
 * extension, folders with an index, `.js` that stands for `.ts`, aliases of the nearest `tsconfig.json`. Packages are not looked into:
 * which of them have a model, and which are native, is known elsewhere.
 */
import type { Files } from "../project/files.ts";
import { join, normalized, parent } from "./paths.ts";
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
  const own = [...extensions, ".json", ".vue", ".svelte"].some((extension) => path.endsWith(extension)) ? [path] : [];
  return [
    ...own,
    ...meant,
    ...extensions.map((each) => path + each),
    ...extensions.map((each) => `${path}/index${each}`),
    // What is only declared comes behind all that can be read.
    `${path}.d.ts`,
  ];
}

/** What `paths` and `baseUrl` of a configuration say: each is relative to the file that says it. */
interface Aliases {
  /** Where bare names are looked for, if `baseUrl` says so. */
  readonly base?: string;
  /** Patterns and what they mean, as whole paths. */
  readonly paths?: readonly (readonly [pattern: string, targets: readonly string[]])[];
}

/** By `paths` and `baseUrl` of the nearest configuration. */
function aliased(syntax: TypeScript, specifier: string, folder: string, files: Files): string | undefined {
  const { base, paths } = nearestAliases(syntax, folder, files);
  for (const [pattern, targets] of paths ?? []) {
    const star = matched(pattern, specifier);
    if (star === undefined) continue;
    for (const target of targets) {
      const found = fileAt(target.replace("*", star), files);
      if (found !== undefined) return found;
    }
  }
  return base === undefined ? undefined : fileAt(join(base, specifier), files);
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

function nearestAliases(syntax: TypeScript, folder: string, files: Files): Aliases {
  for (let current = folder; ; current = parent(current)) {
    const name = ["tsconfig.json", "jsconfig.json"].find((each) => files.isFile(join(current, each)));
    if (name !== undefined) return aliasesOf(syntax, join(current, name), files, deepestExtends);
    if (parent(current) === current) return {};
  }
}

/** A configuration that extends others beyond this depth extends itself. */
const deepestExtends = 8;

/** Its own, else those of what it extends; a configuration that only refers to others has theirs. */
function aliasesOf(syntax: TypeScript, path: string, files: Files, depth: number): Aliases {
  const text = depth === 0 ? undefined : files.read(path);
  if (text === undefined) return {};
  const { config } = syntax.parseConfigFileTextToJson(path, text) as { readonly config?: unknown };
  const folder = parent(path);
  const of = (others: readonly string[]): Aliases =>
    Object.assign({}, ...others.map((other) => aliasesOf(syntax, other, files, depth - 1))) as Aliases;
  const inherited = of(textsIn(property(config, "extends")).flatMap((each) => extended(each, folder, files)));
  const options = property(config, "compilerOptions");
  const baseUrl = property(options, "baseUrl");
  const base = typeof baseUrl === "string" ? join(folder, baseUrl) : inherited.base;
  const paths = property(options, "paths");
  const own = typeof paths !== "object" ? inherited.paths : patternsIn(paths, base ?? folder);
  const found: Aliases = { ...(base === undefined ? {} : { base }), ...(own === undefined ? {} : { paths: own }) };
  if (Object.keys(found).length > 0) return found;
  const references = property(config, "references");
  const referred = Array.isArray(references) ? textsIn(references.map((each) => property(each, "path"))) : [];
  return of(referred.map((each) => configAt(join(folder, each))));
}

/** Where an extended configuration is: beside this one, or in a package. */
function extended(name: string, folder: string, files: Files): readonly string[] {
  if (/^\.{0,2}\//.test(name)) return [configAt(join(folder, name))];
  for (let current = folder; ; current = parent(current)) {
    const place = join(current, `node_modules/${name}`);
    const found = [place, `${place}.json`, `${place}/tsconfig.json`].find((each) => files.isFile(each));
    if (found !== undefined) return [found];
    if (parent(current) === current) return [];
  }
}

/** A file; a folder's is its `tsconfig.json`. */
function configAt(path: string): string {
  if (path.endsWith(".json")) return path;
  return /\/tsconfig[^/]*$/.test(path) ? `${path}.json` : `${path}/tsconfig.json`;
}

function patternsIn(paths: unknown, base: string): Aliases["paths"] {
  return Object.entries(paths ?? {}).map(
    ([pattern, targets]) => [pattern, textsIn(targets).map((target) => join(base, target))] as const,
  );
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function textsIn(value: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.filter((each) => typeof each === "string");
}
