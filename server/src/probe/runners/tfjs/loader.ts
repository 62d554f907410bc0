/**
 * Loads the user's files as they are written: TypeScript, JSX, modules of either kind. Each is turned into a CommonJS module when it is required, with a
 * map back to the lines and columns that the user knows. Packages are loaded as Node loads them.
 */
import { readFileSync, realpathSync } from "node:fs";
import Module, { createRequire, SourceMap } from "node:module";
import { dirname, extname, join, sep } from "node:path";
import { runInThisContext } from "node:vm";
import type TypeScript from "typescript";
import type { Place } from "./channel.ts";
import { noteLeftOut } from "./left-out.ts";
import { tolerateFaults, TRY } from "./tolerant.ts";
import type { Outline } from "./tolerant.ts";

/** Node's own loader, as far as it is not declared. */
interface Loader {
  readonly _extensions: Record<string, (module: NodeJS.Module, path: string) => void>;
  _resolveFilename(request: string, parent: NodeJS.Module | undefined, ...rest: unknown[]): string;
  _load(request: string, parent: NodeJS.Module | undefined, ...rest: unknown[]): unknown;
}
interface Compilable {
  _compile(code: string, path: string): void;
}

const loader = Module as unknown as Loader;
const TOP_LEVEL = /^(?:async )?(?:function\*? |(?:const|let|var) )([\w$]+)(?= *[=(])/gm;
const SCRIPTS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

/** What a file calls something at its top level, or exports, by name: what it is at that time. Before it is made, asking throws. */
export type Named = Readonly<Record<string, () => unknown>>;

/** The line of a statement that was left out, and that of the first one, if it failed only for want of that. */
export interface Statement {
  readonly line: number | undefined;
  readonly cause: number | undefined;
}
export interface Running {
  readonly named: Named;
  readonly end: Promise<unknown>;
  /** The value of an expression in the file's own scope. */
  evaluate(text: string): unknown;
}

export interface UserFiles {
  /** Runs the file to its end, which a `fit` may never let it reach. Whether a statement at its top level that throws is left out, `onFault` says. */
  run(path: string, onFault: (fault: unknown, statement: Statement) => boolean): Running;
  /** The place in the user's files from which the running function was called; with `direct` only if nothing stands between. */
  caller(above: (...args: never[]) => unknown, direct: boolean): Place | undefined;
  /** The innermost place of the user's files that an error came through. */
  placeOf(error: unknown): Place | undefined;
  /** What other files of the user's asked for and there is none of. */
  readonly lost: readonly string[];
}

export interface Instead {
  /** May give a module of its own for a request: `undefined` leaves it to Node. */
  readonly substitute: (request: string) => object | undefined;
  /** What a file of the user's gets for a module that there is none of. */
  readonly absent: (request: string, line: number | undefined) => { readonly module: object; readonly isLost: boolean };
}

export function openUserFiles(
  root: string,
  typescript: string,
  { substitute, absent }: Instead,
  onText: (text: string) => void = () => undefined,
): UserFiles {
  const maps = new Map<string, SourceMap>();
  /** Where a file is not what its compiler can read. */
  const faults = new Map<string, Place>();
  const within = `${realpathSync(root)}${sep}`;
  const isOwn = (path: string): boolean =>
    path.startsWith(within) && !path.includes(`${sep}node_modules${sep}`) && !path.startsWith(dirname(__dirname) + sep);
  let main: string | undefined;
  let compiler: typeof TypeScript | undefined;
  const outline: Outline = { statements: [], imports: new Map() };
  const leftOut = noteLeftOut(outline);

  function translate(path: string, isMain = false): string {
    const text = readFileSync(path, "utf8").replace(/^#!.*/, "");
    onText(text);
    const plain = /\.(?:js|cjs)$/.test(path) && !/^\s*(?:import|export)\b|\bimport[.(]|^\s*<\w|\bawait\b/m.test(text);
    if (plain && !isMain) return text;
    compiler ??= createRequire(__filename)(typescript) as typeof TypeScript;
    const { outputText, sourceMapText, diagnostics } = transpile(compiler, text, path, isMain ? outline : undefined);
    const fault = diagnostics?.find(({ file }) => file !== undefined);
    const at = fault?.file?.getLineAndCharacterOfPosition(fault.start ?? 0);
    if (at !== undefined) faults.set(path, { path: slashed(path), line: at.line + 1, column: at.character + 1 });
    if (sourceMapText !== undefined) maps.set(path, new SourceMap(JSON.parse(sourceMapText) as never));
    return outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
  }

  for (const extension of SCRIPTS) {
    const usual = loader._extensions[extension] ?? loader._extensions[".js"];
    loader._extensions[extension] = (module, path) => {
      if (isOwn(path)) (module as unknown as Compilable)._compile(translate(path), path);
      else usual?.(module, path);
    };
  }
  followTypeScriptNames();
  const load = loader._load.bind(Module);
  loader._load = (request, parent, ...rest) => {
    const given = substitute(request);
    if (given !== undefined) return given;
    if (parent?.filename !== undefined && isOwn(parent.filename) && !isThere(request, parent)) {
      const instead = absent(request, parent.filename === main ? leftOut.lineOf(request) : undefined);
      if (instead.isLost) leftOut.lose(request, parent.filename === main);
      return instead.module;
    }
    return load(request, parent, ...rest);
  };

  const toUser = (path: string, line: number, column: number): Place => {
    const entry = maps.get(path)?.findEntry(line - 1, column - 1);
    if (entry === undefined || !("originalLine" in entry)) return { path: slashed(path), line, column };
    return { path: slashed(path), line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  };
  const placeOfSite = (site: NodeJS.CallSite): Place | undefined => {
    const name = site.getFileName();
    const path = name?.startsWith("file://") === true ? decodeURI(name.slice(7)) : name;
    if (typeof path !== "string" || !isOwn(path)) return undefined;
    return toUser(path, site.getLineNumber() ?? 1, site.getColumnNumber() ?? 1);
  };

  return {
    lost: leftOut.elsewhere,
    run(path, onFault) {
      const module = new Module(path);
      module.filename = path;
      module.paths = (Module as unknown as { _nodeModulePaths(folder: string): string[] })._nodeModulePaths(
        dirname(path),
      );
      main = path;
      const code = translate(path, true);
      const names = [...new Set([...code.matchAll(TOP_LEVEL)].flatMap(([, name]) => name ?? []))];
      // In the file's own scope, before it runs: functions are there from its beginning.
      const head = `(async function (exports, require, module, __filename, __dirname, __named, ${TRY}) { __named({ ${names
        .map((name) => `${name}: () => ${name}`)
        .join(", ")} }, (text) => eval(text));`;
      const run = runInThisContext(`${head}${code}\n})`, { filename: path, columnOffset: -head.length }) as (
        ...args: unknown[]
      ) => Promise<unknown>;
      const require = Object.assign(createRequire(path), { main: undefined });
      require.cache[path] = module;
      const named: Record<string, () => unknown> = {};
      let evaluate: Running["evaluate"] = () => undefined;
      const name = (all: Named, within: Running["evaluate"]): void => {
        Object.assign(named, all);
        evaluate = within;
      };
      const exports: unknown = module.exports;
      const end = run.call(
        exports,
        exports,
        ownRequire(module),
        module,
        path,
        dirname(path),
        name,
        trying((fault, number) => onFault(fault, leftOut.take(number))),
      );
      const exported = module.exports as unknown;
      if (typeof exported === "function") named["default"] = () => exported;
      for (const [key, value] of Object.entries(exported ?? {})) named[key] = () => value as unknown;
      return { named, end, evaluate: (text) => evaluate(text) };
    },
    caller(above, direct) {
      const sites = callSites(above, direct ? 1 : 30);
      for (const site of sites) {
        const place = placeOfSite(site);
        if (place !== undefined || direct) return place;
      }
      return undefined;
    },
    placeOf(error) {
      const lines = error instanceof Error ? (error.stack ?? "").split("\n") : [];
      // An error of syntax begins with its line, and has no place of its own further down.
      const [, file = "", at = ""] = /^(\S.*):(\d+)$/.exec(lines[0] ?? "") ?? [];
      if (isOwn(file)) return faults.get(file) ?? toUser(file, Number(at), 1);
      for (const line of lines) {
        const [, name = "", row = "", column = ""] = /\(?((?:file:\/\/)?[^()\s]+?):(\d+):(\d+)\)?$/.exec(line) ?? [];
        const path = name.startsWith("file://") ? decodeURI(name.slice(7)) : name;
        if (isOwn(path)) return toUser(path, Number(row), Number(column));
      }
      return undefined;
    },
  };
}

function isThere(request: string, parent: NodeJS.Module): boolean {
  try {
    loader._resolveFilename(request, parent);
    return true;
  } catch (fault) {
    return !(fault instanceof Error && "code" in fault && fault.code === "MODULE_NOT_FOUND");
  }
}

/** Runs a statement of the file, or what it awaits. */
function trying(
  onFault: (fault: unknown, number: number) => boolean,
): (number: number, run: () => unknown, otherwise: unknown) => unknown {
  return (number, run, otherwise) => {
    const failed = (fault: unknown): unknown => {
      if (!onFault(fault, number)) throw fault;
      return otherwise;
    };
    try {
      const value = run();
      return isAsync(run) ? (value as Promise<unknown>).catch(failed) : value;
    } catch (fault) {
      return failed(fault);
    }
  };
}

const isAsync = (run: unknown): boolean => Object.prototype.toString.call(run) === "[object AsyncFunction]";

/** Through the module, so that what is substituted for files is substituted for this one too. */
function ownRequire(module: NodeJS.Module): (request: string) => unknown {
  return Object.assign((request: string) => loader._load(request, module, false), {
    resolve: (request: string) => loader._resolveFilename(request, module),
    cache: createRequire(__filename).cache,
    main: undefined,
  });
}

function transpile(
  ts: typeof TypeScript,
  text: string,
  path: string,
  outline: Outline | undefined,
): TypeScript.TranspileOutput {
  const isScript = /\.[cm]?jsx?$/.test(path);
  return ts.transpileModule(text, {
    // By these names the compiler asks for no package.json to learn what kind of module it is.
    fileName: `${path.slice(0, -extname(path).length)}${path.endsWith("x") ? ".tsx" : isScript ? ".js" : ".ts"}`,
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      jsx: ts.JsxEmit.React,
      esModuleInterop: true,
      allowJs: true,
      experimentalDecorators: true,
      sourceMap: true,
    },
    reportDiagnostics: true,
    transformers: { before: [locateModule(ts), ...(outline === undefined ? [] : [tolerateFaults(ts, outline)])] },
  });
}

/** `import.meta`, which a CommonJS module does not have. */
function locateModule(ts: typeof TypeScript): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return (context) => (file) => {
    const { factory } = context;
    const visit = (node: TypeScript.Node): TypeScript.Node => {
      if (!ts.isMetaProperty(node) || node.keywordToken !== ts.SyntaxKind.ImportKeyword)
        return ts.visitEachChild(node, visit, context);
      const url = factory.createPropertyAccessExpression(
        factory.createCallExpression(
          factory.createPropertyAccessExpression(
            factory.createCallExpression(factory.createIdentifier("require"), undefined, [
              factory.createStringLiteral("url"),
            ]),
            "pathToFileURL",
          ),
          undefined,
          [factory.createIdentifier("__filename")],
        ),
        "href",
      );
      return factory.createObjectLiteralExpression([
        factory.createPropertyAssignment("url", url),
        factory.createPropertyAssignment("filename", factory.createIdentifier("__filename")),
        factory.createPropertyAssignment("dirname", factory.createIdentifier("__dirname")),
      ]);
    };
    return ts.visitEachChild(file, visit, context);
  };
}

/** `./net.js` may be `net.ts`. */
function followTypeScriptNames(): void {
  const resolve = loader._resolveFilename.bind(Module);
  loader._resolveFilename = (request, parent, ...rest) => {
    try {
      return resolve(request, parent, ...rest);
    } catch (fault) {
      const bare = /^(\.{1,2}\/.*)\.([cm]?)js(x?)$/.exec(request);
      if (bare === null) throw fault;
      const [, path = "", kind = "", x = ""] = bare;
      for (const name of [`${path}.${kind}ts${x}`, `${path}.tsx`]) {
        try {
          return resolve(name, parent, ...rest);
        } catch {
          // Then not by this name.
        }
      }
      throw fault;
    }
  };
}

function callSites(above: (...args: never[]) => unknown, count: number): readonly NodeJS.CallSite[] {
  const before = {
    limit: Error.stackTraceLimit,
    prepare: (Error as { prepareStackTrace?: typeof Error.prepareStackTrace }).prepareStackTrace,
  };
  const holder: { stack?: unknown } = {};
  Error.stackTraceLimit = count;
  Error.prepareStackTrace = (_, sites) => sites;
  Error.captureStackTrace(holder, above);
  const sites = holder.stack as readonly NodeJS.CallSite[];
  Object.assign(Error, { prepareStackTrace: before.prepare });
  Error.stackTraceLimit = before.limit;
  return sites;
}

const slashed = (path: string): string => path.replaceAll("\\", "/");

/** A package's folder, as Node looks for it from a file; also one that is only for `import`. */
export function packageFolder(from: string, name: string): string | undefined {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    try {
      readFileSync(join(candidate, "package.json"));
      return candidate;
    } catch {
      if (dirname(folder) === folder) return undefined;
    }
  }
}
