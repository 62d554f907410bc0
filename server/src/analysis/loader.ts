/**
 * Finds and runs the modules that a program imports: stubs that the user wrote, our models of libraries, native modules, the project's files,
 * the source of installed libraries. Each is run once in a machine. What is nowhere found is unresolved, and whatever comes from it is unknown.
 */
import type { SourceModule } from "../interp/environment.ts";
import type { Interpreter } from "../interp/interpreter.ts";
import type { ModuleIR } from "../interp/ir.ts";
import { str } from "../interp/values.ts";
import type { ModuleValue, Value } from "../interp/values.ts";
import { otherName, tensorClasses, tensorLibraries } from "../models/library.ts";
import type { StubSource } from "../models/library.ts";
import type { Files } from "../project/files.ts";
import { resolvePythonModule } from "../python/imports/index.ts";
import type { InstalledLibraries } from "../python/imports/index.ts";
import type { FileTypes } from "../tsjs/index.ts";
import { commonJsExport } from "../tsjs/members.ts";

/** A project file, parsed and lowered. */
export interface LoweredFile {
  readonly text: string;
  readonly ir: ModuleIR;
  /** What the types mean that it exports, if its language has such. */
  readonly types?: FileTypes;
}

export interface LoaderOptions {
  readonly language: "python" | "javascript";
  readonly files: Files;
  readonly roots: readonly string[];
  readonly installed: InstalledLibraries;
  readonly stubs: StubSource;
  /** Native modules of a language: `math`, `functools`, and the magic `shapeline`. */
  readonly native: ReadonlyMap<string, ReadonlyMap<string, Value>>;
  readonly lower: (path: string) => LoweredFile | undefined;
  readonly resolveScript: (specifier: string, from: string) => string | undefined;
  /** What a file of JSON says; `undefined` if it is none. */
  readonly json: (text: string) => Value | undefined;
}

/** Steps that running the top level of one library may take, with all that it imports. */
const libraryFuel = 1_000_000;

/** The modules that a run has loaded, by their keys. */
export interface LoadedModules {
  readonly modules: ReadonlyMap<string, ModuleValue | undefined>;
  readonly imported: readonly string[];
  /** Files that were read and not run, with their texts: what they declare, what they hold. */
  readonly read: ReadonlyMap<string, string | undefined>;
}

export class ModuleLoader {
  private readonly options: LoaderOptions;
  private readonly loaded = new Map<string, ModuleValue | undefined>();
  /** Library modules: they stay loaded between analyses. Absent is one that took too long. */
  private readonly libraries = new Map<string, ModuleValue | undefined>();
  /** The library that is being run, and all that it imports meanwhile; they may import each other in a circle. */
  private loading: Map<string, ModuleValue> | undefined;
  /** The key of the file that is analysed. */
  private main = "";
  /** Libraries of tensors that the project's files import. */
  private readonly imported = new Set<string>();
  private readonly read = new Map<string, string | undefined>();

  constructor(options: LoaderOptions) {
    this.options = options;
  }

  /** What is loaded so far, to come back to in the same run: it only grows. */
  save(before?: LoadedModules): LoadedModules {
    const { loaded, imported, read } = this;
    if (
      before?.modules.size === loaded.size &&
      before.imported.length === imported.size &&
      before.read.size === read.size
    )
      return before;
    return { modules: new Map(loaded), imported: [...imported], read: new Map(read) };
  }

  return({ modules, imported, read }: LoadedModules): void {
    this.prepare();
    for (const [path, text] of read) this.read.set(path, text);
    for (const [key, module] of modules) this.loaded.set(key, module);
    for (const library of imported) this.imported.add(library);
  }

  /** Whether the project's files that were loaded then are as they were. One that was missing may have come. */
  isStill({ modules, read }: LoadedModules): boolean {
    for (const [path, text] of read) if (this.options.files.read(path) !== text) return false;
    for (const [key, module] of modules) {
      if (module === undefined) {
        if (!this.libraries.has(key) && !this.isStillMissing(key)) return false;
      } else if (key.startsWith("file ") || key.startsWith("stub ")) {
        const { path, text } = module.environment.module;
        if (key !== this.main && this.options.lower(path)?.text !== text) return false;
      }
    }
    return true;
  }

  /** Whether there is still nothing by that name, as seen from that folder. What our model of a library lacks, it lacks for good. */
  private isStillMissing(key: string): boolean {
    const { roots, files, installed } = this.options;
    const [name = "", folder] = key.split(" from ");
    if (folder === undefined) return true;
    const found = resolvePythonModule(name, 0, `${folder}/__main__.py`, { roots, sitePackages: [], files });
    return found.kind === "missing" && installed.find(name) === undefined;
  }

  /** Between two analyses the project's modules are forgotten. */
  prepare(): void {
    this.loaded.clear();
    this.imported.clear();
    this.read.clear();
    for (const [key, module] of this.libraries) this.loaded.set(key, module);
  }

  /**
   * Runs a library's module once and for all, apart from the program that asks for it. A run that was stopped leaves nothing; a library that
   * takes too long is unknown, and is not tried again.
   */
  private runLibrary(it: Interpreter, key: string, ir: ModuleIR, source: SourceModule): ModuleValue | undefined {
    const run = (): ModuleValue =>
      it.loadLibrary(() =>
        it.runModule(ir, source, true, (module) => {
          this.loaded.set(key, module);
          this.loading?.set(key, module);
        }),
      );
    if (this.loading !== undefined) return run();
    const loading = (this.loading = new Map<string, ModuleValue>());
    try {
      const module = it.metered(libraryFuel, run);
      if (module === undefined) {
        for (const name of loading.keys()) this.loaded.delete(name);
        this.loaded.set(key, undefined);
        this.libraries.set(key, undefined);
      } else for (const [name, loaded] of loading) this.libraries.set(name, loaded);
      return module;
    } finally {
      this.loading = undefined;
    }
  }

  /** The main file is a module too: an import of it finds what is there already. */
  adopt(key: string, module: ModuleValue): void {
    this.main = key;
    this.loaded.set(key, module);
  }

  /** The texts of the project's files that are loaded, but for the main file's. */
  projectTexts(): ReadonlyMap<string, string> {
    const others = [...this.loaded].filter(([key]) => key !== this.main && key.startsWith("file "));
    const modules = others.flatMap(([, module]) => (module === undefined ? [] : [module.environment.module]));
    return new Map(modules.filter(({ project }) => project).map(({ path, text }) => [path, text]));
  }

  resolve(it: Interpreter, name: string, level: number, from: SourceModule): ModuleValue | undefined {
    const libraries = this.imported.size;
    const module =
      from.language === "javascript" ? this.resolveScript(it, name, from) : this.resolvePython(it, name, level, from);
    // What such an import finds may be another in the next analysis.
    const isFirm = module === undefined ? this.isLibrary(name) : !module.environment.module.project;
    if (!isFirm || this.imported.size > libraries) it.reads?.spoil();
    return module;
  }

  /** The library that a tensor of which nothing is known is taken to be of. */
  get tensorLibrary(): string {
    const libraries = [...tensorClasses.keys()];
    return libraries.find((library) => this.imported.has(library)) ?? libraries[0] ?? "";
  }

  private resolvePython(it: Interpreter, name: string, level: number, from: SourceModule): ModuleValue | undefined {
    if (from.project) this.noteImport(name);
    if (level > 0)
      return from.project
        ? this.fromProject(it, name, level, from)
        : this.python(it, absoluteName(name, level, from), from);
    return this.python(it, name, from);
  }

  private noteImport(name: string): void {
    const library = tensorLibraries.get(name.split(".")[0] ?? "");
    if (library !== undefined) this.imported.add(library);
  }

  /** Parents are loaded first, and know their children by name. */
  private python(it: Interpreter, name: string, from: SourceModule): ModuleValue | undefined {
    const dot = name.lastIndexOf(".");
    const parent = dot < 0 ? undefined : this.python(it, name.slice(0, dot), from);
    const key = this.isLibrary(name)
      ? name
      : `${name} from ${from.project ? from.path.slice(0, from.path.lastIndexOf("/")) : ""}`;
    const written = from.project ? this.userStub(it, name) : undefined;
    if (written !== undefined) return written;
    if (this.loaded.has(key)) return this.loaded.get(key);
    const module =
      (key === name ? this.library(it, name) : from.project ? this.fromProject(it, name, 0, from) : undefined) ??
      this.installed(it, name);
    if (!this.loaded.has(key)) this.loaded.set(key, module);
    if (module !== undefined && parent !== undefined) {
      const child = name.slice(dot + 1);
      const { variables } = parent.environment;
      if (!variables.has(child)) {
        const lasting = !parent.environment.module.project && !module.environment.module.project;
        if (lasting) variables.set(child, module);
        else it.heap.set(parent.environment, variables, child, module);
      }
    }
    return module;
  }

  /** Modelled, or part of a library that is: what our model leaves out is not looked for elsewhere, where it would meet another tensor. */
  private isLibrary(name: string): boolean {
    const { native, stubs } = this.options;
    const top = name.split(".", 1)[0] ?? name;
    return native.has(name) || stubs.find(name, "python") !== undefined || stubs.find(top, "python") !== undefined;
  }

  private library(it: Interpreter, name: string): ModuleValue | undefined {
    const stub = this.options.stubs.find(name, "python");
    const other = stub === undefined ? otherName(name) : undefined;
    if (other !== undefined) return this.loaded.get(other) ?? this.library(it, other);
    if (stub === undefined) return this.native(it, name, name);
    const source: SourceModule = {
      path: stub.path,
      name,
      language: "python",
      project: false,
      definesOnly: true,
      text: "",
    };
    return this.runLibrary(it, name, stub.ir, source);
  }

  /** The source of an installed library. What it reports to itself is nobody's affair. */
  private installed(it: Interpreter, name: string): ModuleValue | undefined {
    if (this.loaded.has(name)) return this.loaded.get(name);
    const found = this.options.installed.find(name);
    if (found === undefined) return undefined;
    const path = found.kind === "file" ? found.path : found.kind === "namespace" ? (found.folders[0] ?? "") : "";
    const ir: ModuleIR | undefined =
      found.kind === "file" ? this.options.lower(path)?.ir : { path, language: "python", body: [], locals: new Set() };
    if (ir === undefined) return undefined;
    return this.runLibrary(it, name, ir, { path, name, language: "python", project: false, text: "" });
  }

  /** `name.shapes.py` beside the code says what a module means, whatever else is known of it. */
  private userStub(it: Interpreter, name: string): ModuleValue | undefined {
    const { files, roots, lower } = this.options;
    const path = roots.map((root) => `${root}/${name.replaceAll(".", "/")}.shapes.py`).find((p) => files.isFile(p));
    if (path === undefined) return undefined;
    const key = `stub ${path}`;
    const lowered = lower(path);
    if (this.loaded.has(key) || lowered === undefined) return this.loaded.get(key);
    const source: SourceModule = { path, name, language: "python", project: false, text: lowered.text };
    return it.recorder.muted(() => it.runModule(lowered.ir, source, true, (module) => this.loaded.set(key, module)));
  }

  private native(it: Interpreter, name: string, key: string): ModuleValue | undefined {
    const members = this.options.native.get(name);
    if (members === undefined) return undefined;
    const source: SourceModule = { path: `<${name}>`, name, language: "python", project: false, text: "" };
    const ir: ModuleIR = { path: source.path, language: "python", body: [], locals: new Set() };
    return it.runModule(ir, source, true, (module) => {
      for (const [member, value] of members) module.environment.variables.set(member, value);
      this.loaded.set(key, module);
    });
  }

  private fromProject(it: Interpreter, name: string, level: number, from: SourceModule): ModuleValue | undefined {
    const { roots, files } = this.options;
    const found = resolvePythonModule(name, level, from.path, { roots, sitePackages: [], files });
    if (found.kind === "missing") return undefined;
    if (found.kind === "namespace") return this.namespace(it, name, found.folders[0] ?? "");
    const moduleName = level === 0 ? name : found.path.slice(found.path.lastIndexOf("/") + 1).replace(/\.py$/, "");
    return this.projectFile(it, found.path, moduleName);
  }

  private namespace(it: Interpreter, name: string, folder: string): ModuleValue {
    const key = `folder ${folder}`;
    const known = this.loaded.get(key);
    if (known !== undefined) return known;
    const source: SourceModule = { path: folder, name, language: "python", project: true, text: "" };
    return it.runModule({ path: folder, language: "python", body: [], locals: new Set() }, source, true, (module) =>
      this.loaded.set(key, module),
    );
  }

  /** Runs a file of the project, once. */
  projectFile(it: Interpreter, path: string, name: string): ModuleValue | undefined {
    const key = `file ${path}`;
    if (this.loaded.has(key)) return this.loaded.get(key);
    const lowered = this.options.lower(path);
    if (lowered === undefined) return undefined;
    const source: SourceModule = { path, name, language: lowered.ir.language, project: true, text: lowered.text };
    return it.runModule(lowered.ir, source, false, (module) => this.loaded.set(key, module));
  }

  private resolveScript(it: Interpreter, specifier: string, from: SourceModule): ModuleValue | undefined {
    const known = this.loaded.get(specifier);
    if (known !== undefined) return known;
    const stub = this.options.stubs.find(specifier, "javascript");
    if (stub !== undefined) {
      const source: SourceModule = {
        path: stub.path,
        name: specifier,
        language: "javascript",
        project: false,
        text: "",
      };
      return this.runLibrary(it, specifier, stub.ir, source);
    }
    const members = this.options.native.get(specifier);
    if (members !== undefined) return this.native(it, specifier, specifier);
    const path = from.project ? this.options.resolveScript(specifier, from.path) : undefined;
    if (path === undefined) return undefined;
    return path.endsWith(".json") ? this.jsonFile(it, path, specifier) : this.projectFile(it, path, specifier);
  }

  /** What a file of the program declares of types; it is not run for that. */
  typesOf(it: Interpreter, specifier: string, from: string): FileTypes | undefined {
    it.reads?.spoil();
    const path = this.options.resolveScript(specifier, from);
    const file = path === undefined ? undefined : this.options.lower(path);
    if (path !== undefined) this.read.set(path, file?.text);
    return file?.types;
  }

  /** The text of a file that the program asks for while it runs. */
  textOf(it: Interpreter, path: string): string | undefined {
    it.reads?.spoil();
    const text = this.options.files.read(path);
    this.read.set(path, text);
    return text;
  }

  /** A file of JSON, imported: the module is its value. */
  private jsonFile(it: Interpreter, path: string, name: string): ModuleValue | undefined {
    const key = `file ${path}`;
    if (this.loaded.has(key)) return this.loaded.get(key);
    const text = this.options.files.read(path);
    const value = text === undefined ? undefined : this.options.json(text);
    if (value === undefined) return undefined;
    const source: SourceModule = { path, name, language: "javascript", project: true, text: "" };
    const at = { start: 0, end: 0 };
    const ir: ModuleIR = {
      path,
      language: "javascript",
      body: [{ kind: "export", span: at, local: "*json", exported: commonJsExport }],
      locals: new Set(),
    };
    return it.runModule(ir, source, false, (module) => {
      module.environment.variables.set("*json", it.dict([[str("exports"), value]]));
      this.loaded.set(key, module);
    });
  }
}

/** A relative import inside a stub, made absolute by the importing module's name. */
function absoluteName(name: string, level: number, from: SourceModule): string {
  const parts = from.name.split(".");
  const isPackage = from.path.endsWith("__init__.py");
  const base = parts.slice(0, parts.length - (isPackage ? level - 1 : level)).join(".");
  return name === "" ? base : base === "" ? name : `${base}.${name}`;
}
