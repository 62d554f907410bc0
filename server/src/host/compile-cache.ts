/**
 * Keeps what V8 made of large modules in a folder, so that the next process need not compile them again: half of a short run is that. Node has its
 * own keeping from 22.1 on; for older ones this does the same for modules that are required. Nothing depends on it: a cache that is not there,
 * cannot be written or belongs to another V8 is passed over.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import process from "node:process";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";

type Compile = (this: NodeJS.Module, code: string, path: string, ...rest: unknown[]) => unknown;
/** Node's own loader, as far as its declarations for Node 20 leave it out. */
interface Loader {
  readonly prototype: { _compile: Compile };
  wrap(code: string): string;
  readonly enableCompileCache?: (folder: string) => unknown;
  readonly flushCompileCache?: () => unknown;
}

interface Kept {
  readonly built: string;
  readonly packages: boolean;
}

interface Fresh {
  readonly file: string;
  readonly script: Script;
}

/** In characters: below this, looking is dearer than compiling. */
const WORTHWHILE = 50_000;
/** What was compiled before cannot `import()` in Node 20. Our own bundles do not; the build sees to it. */
const IMPORTS = /(?<![.\w$])import\s*\(/;
const loader = Module as unknown as Loader;

/**
 * From now on large modules of the built program in `built`, and with `packages` those of packages, are compiled from what `folder` holds. What is given
 * back writes what was new: to be called when most of the functions have run, since only those are in it that did.
 */
export function keepCompiled(folder: string, { built, packages }: Kept): () => void {
  if (loader.enableCompileCache !== undefined) {
    loader.enableCompileCache(folder);
    return () => void loader.flushCompileCache?.();
  }
  const isKept = (path: string, code: string): boolean =>
    path.startsWith(built + sep) || (packages && path.includes(`${sep}node_modules${sep}`) && !IMPORTS.test(code));
  const fresh: Fresh[] = [];
  const usual = loader.prototype._compile;
  loader.prototype._compile = function (code, path, ...rest) {
    if (code.length < WORTHWHILE || !isKept(path, code)) return usual.call(this, code, path, ...rest);
    const file = join(folder, nameOf(path));
    const cachedData = contentOf(file);
    const source = loader.wrap(code.replace(/^#!.*/, ""));
    const script = new Script(source, { filename: path, ...(cachedData === undefined ? {} : { cachedData }) });
    if (cachedData === undefined || script.cachedDataRejected === true) fresh.push({ file, script });
    const run = script.runInThisContext() as (...args: unknown[]) => unknown;
    return run.call(this.exports, this.exports, createRequire(path), this, path, dirname(path));
  };
  return () => {
    for (const { file, script } of fresh.splice(0)) keep(file, script);
  };
}

/** Of this very file as it is now, for this very V8: it compares no more than lengths itself. Packages' files all bear one date, but changed at another. */
function nameOf(path: string): string {
  const { mtimeMs, ctimeMs, ino } = statSync(path);
  const state = [path, mtimeMs, ctimeMs, ino, cachedDataVersionTag()].join(" ");
  return createHash("sha1").update(state).digest("hex");
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Whole or not at all, whoever else writes the same. */
function keep(file: string, script: Script): void {
  const unfinished = `${file}.${String(process.pid)}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(unfinished, script.createCachedData());
    renameSync(unfinished, file);
  } catch {
    // Then the next run compiles again.
  }
}
