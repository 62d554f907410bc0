/**
 * The façade: a project's files in, facts out. Parsing, lowering, the libraries' modules and the pieces of a file's run that an edit does not reach are
 * kept between analyses; the answer is that of a run from the start, so it depends on the texts only.
 */
import type { FileFacts } from "../facts/index.ts";
import type { Language } from "../interp/language.ts";
import { Interpreter } from "../interp/interpreter.ts";
import type { SourceModule } from "../interp/environment.ts";
import type { ModuleIR } from "../interp/ir.ts";
import type { Machine } from "../interp/machine.ts";
import { StopSignal } from "../interp/signals.ts";
import { tuple } from "../interp/values.ts";
import type { ModuleValue, Value } from "../interp/values.ts";
import { makerOfType, tensorClasses } from "../models/library.ts";
import { modelledLibraries } from "../models/library.ts";
import type { StubSource } from "../models/library.ts";
import { isHarmless } from "../models/shared/call-effects.ts";
import { declaredTensor } from "../models/shared/declared.ts";
import { nativeOps } from "../models/shared/native.ts";
import { kerasLosses } from "../models/keras/losses.ts";
import { axisNames, rankOfType, tensorClass as scriptTensorClass, tfjsLosses } from "../models/tfjs/index.ts";
import { torchLosses } from "../models/torch/losses.ts";
import { operations } from "../ops/index.ts";
import type { Files } from "../project/files.ts";
import { installedLibraries, installedVersion, projectRoots } from "../python/imports/index.ts";
import { lowerVersion } from "../python/lower/module.ts";
import type { LoweredChunks } from "../python/lower/module.ts";
import { pythonLanguage } from "../python/runtime/index.ts";
import { nativeModules } from "../python/runtime/modules/index.ts";
import { shapeOfSize } from "../python/runtime/tensor-size.ts";
import { parseFile } from "../python/syntax/parse.ts";
import type { ParsedFile } from "../python/syntax/parse.ts";
import type { FileTypes, TypesOfModule } from "../tsjs/index.ts";
import { graphModelFacts } from "./graph-models.ts";
import { fileFacts, pythonErrors } from "./file-facts.ts";
import { runOpenEntries } from "./entries.ts";
import { instanceFacts } from "./instances.ts";
import { ModuleLoader } from "./loader.ts";
import { MainFile } from "./main-file.ts";
import type { LoweredFile } from "./loader.ts";
import { commentsOf, pythonComments } from "./comments.ts";
import type { SourceComment } from "./comments.ts";

/** TypeScript and JavaScript, loaded by the host only when such a file is met: the compiler is large. */
export interface ScriptSupport {
  readonly language: Language;
  lower(text: string, path: string): ModuleIR;
  read(text: string, path: string): ScriptFile;
  resolve(specifier: string, from: string, files: Files): string | undefined;
  asset(url: string, from: string, files: Files, roots: readonly string[]): string | undefined;
  json(machine: Machine, text: string): Value | undefined;
  typeWithImports(type: string, typesOf: TypesOfModule): string;
  readonly native: ReadonlyMap<string, ReadonlyMap<string, Value>>;
}

export interface AnalysisOptions {
  readonly files: Files;
  readonly workspaceFolders: readonly string[];
  readonly sitePackages: readonly string[];
  readonly stubs: StubSource;
  readonly scripts?: () => ScriptSupport;
  /** True when the running analysis should end: a newer edit came. */
  readonly stopped?: () => boolean;
  /** Steps that one analysis may take. */
  readonly fuel?: number;
}

/** Thrown out of `analyse` when it was stopped; there is no answer then. */
export class AnalysisStopped extends Error {
  constructor() {
    super("analysis stopped");
  }
}

const defaultFuel = 2_000_000;

/** A script, lowered, with its comments that are addressed to us and what its parser complained of. */
interface ScriptFile {
  readonly ir: ModuleIR;
  readonly comments: readonly SourceComment[];
  readonly errors: FileFacts["syntaxErrors"];
  readonly types: FileTypes;
}

interface Session {
  readonly it: Interpreter;
  readonly main: MainFile;
}
interface Cached {
  readonly text: string;
  readonly parsed: ParsedFile | undefined;
  readonly ir: ModuleIR;
  readonly chunks?: LoweredChunks;
  readonly comments: readonly SourceComment[];
  readonly errors: FileFacts["syntaxErrors"];
  readonly types?: FileTypes;
}

export class Project {
  private readonly options: AnalysisOptions;
  private readonly buffers = new Map<string, string>();
  private readonly cache = new Map<string, Cached>();
  private readonly sessions = new Map<string, Session>();
  private readonly ops: ReadonlyMap<string, Value>;

  constructor(options: AnalysisOptions) {
    this.options = options;
    const { files, sitePackages } = options;
    const losses = new Map([...torchLosses, ...tfjsLosses, ...kerasLosses]);
    this.ops = nativeOps(operations, losses, (name) => installedVersion(files, sitePackages, name));
  }

  /** An open buffer stands before the file on disk; `undefined` closes it. */
  setText(path: string, text: string | undefined): void {
    if (text === undefined) this.buffers.delete(path);
    else this.buffers.set(path, text);
  }

  analyse(path: string): FileFacts {
    const lowered = this.lower(path);
    if (lowered === undefined) return fileFacts({ path, text: "", language: languageOf(path), incomplete: true });
    const source: SourceModule = {
      path,
      name: "__main__",
      language: lowered.ir.language,
      project: true,
      text: lowered.text,
    };
    const session = this.session(path, source.language);
    const { it } = session;
    const run = runFile(session, lowered.ir, source);
    if (run.end === "stopped") throw new AnalysisStopped();
    const file = this.cache.get(path);
    return fileFacts({
      path,
      text: lowered.text,
      others: session.main.otherTexts(),
      language: languageOf(path),
      incomplete: run.end === "fuel",
      machine: it,
      models: run.models,
      instances: run.instances,
      heads: run.heads,
      comments: commentsOf(file?.comments ?? [], lowered.text, lowered.ir, it.recorder, path),
      errors: file?.errors ?? [],
      parsed: file?.parsed,
    });
  }

  /** The machine and loader for files that import from the same folders. */
  private session(path: string, language: SourceModule["language"]): Session {
    const port = this.port(this.options.files);
    const roots = projectRoots(path, this.options.workspaceFolders, port);
    const key = `${language} ${roots.join(":")}`;
    let session = this.sessions.get(key);
    if (session === undefined) this.sessions.set(key, (session = this.newSession(language, roots, port)));
    return session;
  }

  private newSession(language: SourceModule["language"], roots: readonly string[], files: Files): Session {
    const script = language === "javascript" ? this.options.scripts?.() : undefined;
    const native = new Map<string, ReadonlyMap<string, Value>>([
      ...nativeModules,
      ...(script?.native ?? []),
      ["shapeline", new Map<string, Value>()],
      ["shapeline.ops", this.ops],
    ]);
    const loader = new ModuleLoader({
      language,
      files,
      roots,
      installed: installedLibraries(files, this.options.sitePackages, [...modelledLibraries]),
      stubs: this.options.stubs,
      native,
      lower: (file) => this.lower(file),
      resolveScript: (specifier, from) => script?.resolve(specifier, from, files),
      json: (text) => script?.json(it, text),
    });
    const typeMeant = (type: string): string =>
      script?.typeWithImports(type, (specifier, from) => loader.typesOf(it, specifier, from)) ?? type;
    const library: SourceModule = { path: "<library>", name: "<library>", language, project: false, text: "" };
    const it: Interpreter = new Interpreter(
      {
        resolveModule: (_, name, level, from) => loader.resolve(it, name, level, from),
        languageOf: (module) =>
          module.language === "javascript" && script !== undefined ? script.language : pythonLanguage,
        stopped: () => this.options.stopped?.() ?? false,
        tensorClass: (_, tensor) => {
          const own = tensor.kind === "tensor" ? tensor.library : undefined;
          const place = language === "javascript" ? scriptTensorClass : tensorClasses.get(own ?? loader.tensorLibrary);
          if (place === undefined) return undefined;
          const cls = loader.resolve(it, place.module, 0, library)?.environment.variables.get(place.name);
          return cls?.kind === "class" ? cls : undefined;
        },
        makerOfType: () =>
          loader.resolve(it, makerOfType.module, 0, library)?.environment.variables.get(makerOfType.name),
        isHarmless: (name) => isHarmless(name),
        declared: (value, written) => {
          if (script === undefined || (value.kind !== "unknown" && value.kind !== "open")) return value;
          const type = typeMeant(written);
          const rank = rankOfType(type);
          if (rank !== undefined) return declaredTensor(it, value, rank === "any" ? undefined : axisNames[rank]);
          return value.kind === "unknown" ? { ...value, type } : value;
        },
        typeMeant: (type) => typeMeant(type),
        assetText: (url, from) => {
          const file = script?.asset(url, from.path, files, this.options.workspaceFolders);
          return file === undefined ? undefined : loader.textOf(it, file);
        },
        sizesOf: (machine, instance) => shapeOfSize(machine, instance),
        namedTuple: (machine, names, items) => pythonLanguage.namedTuple?.(machine, names, items) ?? tuple(items),
      },
      library,
      this.options.fuel ?? defaultFuel,
    );
    return { it, main: new MainFile(it, loader) };
  }

  /** Files as the editor has them. */
  private port(files: Files): Files {
    return {
      read: (path) => this.buffers.get(path) ?? files.read(path),
      isFile: (path) => this.buffers.has(path) || files.isFile(path),
      isFolder: (path) => files.isFolder(path),
      list: (folder) => files.list(folder),
    };
  }

  /** Parsed and lowered, again only where the text changed. */
  private lower(path: string): LoweredFile | undefined {
    const text = this.buffers.get(path) ?? this.options.files.read(path);
    if (text === undefined) return undefined;
    const before = this.cache.get(path);
    if (before?.text === text) return before;
    let cached: Cached;
    if (languageOf(path) === "python") {
      const parsed = parseFile(text, before?.parsed);
      const comments = pythonComments(parsed);
      const { ir, chunks } = lowerVersion(parsed, path, before?.chunks ?? new Map());
      cached = { text, parsed, ir, chunks, comments, errors: pythonErrors(parsed) };
    } else {
      const script = this.options.scripts?.();
      if (script === undefined) return undefined;
      cached = { text, parsed: undefined, ...script.read(text, path) };
    }
    this.cache.set(path, cached);
    return cached;
  }
}

interface Run {
  readonly models: FileFacts["models"];
  readonly instances: FileFacts["instances"];
  readonly heads: FileFacts["heads"];
  /** What ended it before its time. */
  readonly end?: StopSignal["reason"];
}

function runFile({ it, main }: Session, ir: ModuleIR, source: SourceModule): Run {
  let module: ModuleValue | undefined;
  const instances = (): FileFacts["instances"] => (module === undefined ? [] : instanceFacts(it, module));
  // Python's models of this kind are known as instances, which is what a probe makes of them.
  const graphs = (): FileFacts["models"] =>
    module === undefined || source.language === "python" ? [] : graphModelFacts(it, module);
  try {
    const pieces = main.run(ir, source, (begun) => (module = begun));
    it.recorder.sightings.settle(it);
    const { models } = runOpenEntries(
      it,
      module?.environment.module ?? source,
      module?.environment.variables.values() ?? [],
      pieces,
    );
    return { models: [...models, ...graphs()], instances: instances(), heads: it.recorder.heads };
  } catch (signal) {
    const end = endOf(signal);
    if (end !== "fuel") return { models: [], instances: [], heads: [], end };
    it.recorder.sightings.settle(it);
    return { models: [], instances: instances(), heads: it.recorder.heads, end: "fuel" };
  }
}

/** A program that calls itself deeper than our own stack reaches is followed no further, like one that is too long. */
function endOf(signal: unknown): StopSignal["reason"] {
  if (signal instanceof StopSignal) return signal.reason;
  if (signal instanceof RangeError && signal.message.includes("call stack")) return "fuel";
  throw signal;
}

export function languageOf(path: string): FileFacts["language"] {
  if (/\.[cm]?tsx?$/.test(path)) return "typescript";
  return /\.([cm]?jsx?|vue|svelte)$/.test(path) ? "javascript" : "python";
}
