/**
 * The state of one run, and the `Machine` that language runtimes and models see. The work is done by the functions of the
 * neighbouring files, one a kind of thing; this class only holds what they share.
 */
import { boundsOf, symbol } from "../shape/index.ts";
import type { Dim, Row, TensorType } from "../shape/index.ts";
import { Assumptions } from "./assumptions.ts";
import { evaluateAlternatives, runHypothetically } from "./branches.ts";
import { argumentQuality, callFunction, noArguments } from "./calls.ts";
import type { Environment, SourceModule } from "./environment.ts";
import { escape, runPerhaps } from "./escape.ts";
import { executeBlock } from "./execute.ts";
import type { CallRecord, Frame, Quality } from "./frames.ts";
import { absent, Heap } from "./heap.ts";
import type { JoinContent } from "./heap.ts";
import type { ClassIR, Expr, ImportIR, ModuleIR } from "./ir.ts";
import { joinEntries, joinItems, joinTensorTypes, joinValues, sameValue } from "./join.ts";
import type { Iteration, Language } from "./language.ts";
import type { LastBatch } from "../facts/index.ts";
import { KeptCalls } from "./kept-calls.ts";
import type { Machine, MachinePorts } from "./machine.ts";
import { openAsInt, openAsTensor } from "./open.ts";
import { addRemedy } from "./remedy.ts";
import { Recorder } from "./recorder.ts";
import { integerOperand } from "./scalars.ts";
import { RaiseSignal, StopSignal } from "./signals.ts";
import { int, keyOf, str, unknown } from "./values.ts";
import type {
  CallArguments,
  ClassValue,
  DictEntry,
  DictValue,
  HeapObject,
  InstanceValue,
  IteratorValue,
  LastTurn,
  ListValue,
  ModuleValue,
  OpenValue,
  SetValue,
  TensorProducer,
  TensorValue,
  Value,
} from "./values.ts";

export class Interpreter implements Machine {
  readonly heap = new Heap();
  recorder = new Recorder();
  readonly assumptions: Assumptions;
  ports: MachinePorts;
  frame: Frame;
  /** Below every other frame. */
  readonly root: Frame;
  environment: Environment;
  classBeingDefined: ClassValue | undefined;
  /** How many unknown tests are open: paths that may not be taken. */
  uncertain = 0;
  /** Those of them that some value decides. The turns of a loop over unknown items are not: whoever comes there has an item. */
  doubt = 0;
  /** How many `try` blocks with handlers are running: what raises there is waited for. */
  guarded = 0;
  /** Set while the turns of a loop are being joined. */
  widening: { readonly giveUp: boolean; changed: boolean } | undefined;
  /** Set while a loop runs on what the last batch leaves. */
  lastBatch: LastBatch | undefined;
  /** How many handlers stood around that loop: one more, and the program expects that the last batch may fail. */
  lastBatchGuards = 0;
  steps = 0;
  fuel: number;
  private ids = 0;
  private records = 0;
  private readonly parts = new Map<string, OpenValue>();
  /** Instances that code that we do not see got hold of. */
  readonly escapees = new Set<InstanceValue>();
  private readonly keptCalls: KeptCalls;
  /** What is remembered of single tensors, by whoever does: while there is something, equal tensors are not the same. */
  readonly tensorMemories: { readonly size: number }[] = [];

  constructor(ports: MachinePorts, root: SourceModule, fuel: number) {
    this.ports = ports;
    this.fuel = fuel;
    this.assumptions = new Assumptions(this.heap, () => this.nextId());
    this.environment = {
      kind: "module",
      born: 0,
      variables: new Map(),
      locals: new Set(),
      outer: undefined,
      module: root,
      receiver: undefined,
    };
    this.root = this.moduleFrame(root, undefined);
    this.frame = this.root;
    this.keptCalls = new KeptCalls(this);
  }

  /** Runs a library's module apart from whoever asked for it: it is there for every analysis to come. */
  loadLibrary<T>(load: () => T): T {
    const { frame, environment, uncertain, doubt, widening } = this;
    this.frame = this.root;
    this.uncertain = 0;
    this.doubt = 0;
    this.guarded = 0;
    this.widening = undefined;
    try {
      return this.heap.permanently(() => this.recorder.muted(load));
    } finally {
      this.resume(frame, environment);
      this.uncertain = uncertain;
      this.doubt = doubt;
      this.widening = widening;
    }
  }

  /** Back to the libraries alone, with a recorder and fuel of its own. */
  restart(): void {
    this.heap.restart();
    this.recorder = new Recorder();
    this.steps = 0;
    this.uncertain = 0;
    this.doubt = 0;
    this.widening = undefined;
    this.insideModel = false;
    this.parts.clear();
    this.escapees.clear();
  }

  get language(): Language {
    return this.ports.languageOf(this.environment.module);
  }

  // --- identity and fuel
  nextId(): number {
    this.ids += 1;
    return this.ids;
  }

  nextRecordId(): number {
    this.records += 1;
    return this.records;
  }

  step(): void {
    this.steps += 1;
    if ((this.steps & 255) !== 0) return;
    // Joining branches is work too.
    if (this.steps + this.heap.work / 4 >= this.fuel) throw new StopSignal("fuel");
    if (this.ports.stopped()) throw new StopSignal("stopped");
  }

  /** Runs it on fuel of its own. Where that does not last, it is undone and there is no answer. */
  metered<T>(fuel: number, run: () => T): T | undefined {
    const saved = { steps: this.steps, work: this.heap.work, fuel: this.fuel };
    const mark = this.heap.mark();
    this.steps = 0;
    this.heap.work = 0;
    this.fuel = fuel;
    try {
      return run();
    } catch (signal) {
      if (!(signal instanceof StopSignal) || signal.reason !== "fuel") throw signal;
      this.heap.rollback(mark);
      return undefined;
    } finally {
      this.steps = saved.steps;
      this.heap.work = saved.work;
      this.fuel = saved.fuel;
    }
  }

  size(name: string, bounds?: { readonly min?: number; readonly max?: number }): Dim {
    return symbol({ id: this.nextId(), name, origin: "opaque", min: bounds?.min ?? 0, max: bounds?.max ?? Infinity });
  }

  row(name: string): Row {
    return { kind: "row", id: this.nextId(), name, origin: "opaque" };
  }

  // --- making values
  list(items: readonly Value[], rest?: Value): ListValue {
    return { kind: "list", born: this.heap.stamp(), items, rest };
  }

  set(items: readonly Value[], rest?: Value): SetValue {
    const seen = new Map<string, Value>();
    let loose: Value | undefined = rest;
    for (const item of items) {
      const key = keyOf(item);
      if (key === undefined) loose = loose === undefined ? item : this.join(loose, item);
      else if (!seen.has(key)) seen.set(key, item);
    }
    return { kind: "set", born: this.heap.stamp(), items: [...seen.values()], rest: loose };
  }

  dict(entries: Iterable<readonly [Value, Value]> = [], rest?: Value): DictValue {
    const map = new Map<string, DictEntry>();
    let loose = rest;
    for (const [key, value] of entries) {
      const text = keyOf(key);
      if (text === undefined) loose = loose === undefined ? value : this.join(loose, value);
      else map.set(text, { key, value });
    }
    return { kind: "dict", born: this.heap.stamp(), entries: map, rest: loose };
  }

  iterator(items: readonly Value[], rest?: Value, last?: LastTurn): IteratorValue {
    return { kind: "iterator", born: this.heap.stamp(), items, rest, last };
  }

  tensor(
    type: TensorType,
    producer?: TensorProducer,
    options: { parameter?: boolean; buffer?: boolean; trainable?: boolean; library?: string } = {},
  ): TensorValue {
    return {
      kind: "tensor",
      born: this.heap.stamp(),
      type,
      producer,
      parameter: options.parameter ?? false,
      buffer: options.buffer ?? false,
      trainable: options.trainable ?? true,
      ...(options.library === undefined ? {} : { library: options.library }),
    };
  }

  anyInt(bounds?: { readonly min?: number; readonly max?: number }): Value {
    return int(this.size("n", { min: bounds?.min ?? -Infinity, max: bounds?.max ?? Infinity }));
  }

  open(name: string): OpenValue {
    return { kind: "open", id: this.nextId(), name };
  }

  openPart(value: OpenValue, key: string): OpenValue {
    const name = `${value.name}${key}`;
    const id = `${value.id}${key}`;
    let part = this.parts.get(id);
    if (part === undefined) this.parts.set(id, (part = this.open(name)));
    return part;
  }

  plainObject(): Value {
    return this.language.newObject?.(this) ?? this.dict();
  }

  newEnvironment(
    kind: Environment["kind"],
    locals: ReadonlySet<string>,
    outer: Environment,
    receiver?: Value,
  ): Environment {
    return {
      kind,
      born: this.heap.stamp(),
      variables: new Map<string, Value>(),
      locals,
      outer,
      module: outer.module,
      receiver,
    };
  }

  // --- reading values
  asInt(value: Value): Dim | undefined {
    const size = openAsInt(this, value);
    return size === undefined ? undefined : this.assumptions.resolve(size);
  }

  asTensor(value: Value): TensorValue | undefined {
    return openAsTensor(this, value);
  }

  integerIn(value: Value): Dim | undefined {
    return integerOperand(this, value);
  }

  isOpenTensor(value: OpenValue): boolean {
    return this.assumptions.tensors.has(String(value.id));
  }

  truth(value: Value): boolean | undefined {
    if (value.kind === "open") {
      const shown = this.assumptions.shown.get(String(value.id));
      if (shown !== undefined && shown !== value) return this.truth(shown);
      return this.isOpenTensor(value) ? true : undefined;
    }
    return this.language.truth(this, value);
  }

  attribute(object: Value, name: string): Value {
    return this.language.getAttribute(this, object, name) ?? unknown;
  }

  iterate(value: Value): Iteration {
    return this.language.iterate(this, value) ?? { items: [], rest: unknown };
  }

  iterateKeys(value: Value): Iteration {
    return this.language.keys?.(this, value) ?? { items: [], rest: unknown };
  }

  // --- joins
  join(left: Value, right: Value): Value {
    return joinValues(left, right, this);
  }

  newTensor(type: TensorType, parameter: boolean, library: string | undefined): TensorValue {
    return this.tensor(type, undefined, library === undefined ? { parameter } : { parameter, library });
  }

  newList(items: readonly Value[], rest: Value | undefined): Value {
    return this.list(items, rest);
  }

  either(...alternatives: (() => Value)[]): Value {
    return evaluateAlternatives(this, alternatives);
  }

  hypothetically<T>(run: () => T): T {
    return runHypothetically(this, run);
  }

  perhaps(run: () => void): void {
    runPerhaps(this, run);
  }

  /** How the heap joins the contents of one slot. */
  readonly joinContent: JoinContent = (left, right, slot, owner, isField) => {
    if (left === absent || right === absent) {
      const present = left === absent ? right : left;
      if (owner === this.assumptions) return absent;
      if (isKind(owner, "dict") && !isField) return { ...(present as DictEntry), maybe: true };
      if (this.widening !== undefined) this.widening.changed = true;
      return present;
    }
    if (owner === this.assumptions) return Assumptions.agree(left, right) ? left : absent;
    if (!isField) {
      return isKind(owner, "dict")
        ? joinEntries(left as DictEntry, right as DictEntry, this)
        : this.joinSlot(left as Value, right as Value);
    }
    if (slot === "items")
      return this.joinItemSlots(left as readonly Value[], right as readonly Value[], owner as ListValue);
    if (slot === "type" && isKind(owner, "tensor"))
      return joinTensorTypes(left as TensorType, right as TensorType, this);
    // Branches that made it in different ways leave no one story.
    if (slot === "producer" || slot === "scalar") return undefined;
    if (slot === "escaped" || slot === "trainable") return true;
    if (slot === "rest")
      return left === undefined ? right : right === undefined ? left : this.joinSlot(left as Value, right as Value);
    return this.joinSlot(left as Value, right as Value);
  };

  private joinSlot(left: Value, right: Value): Value {
    if (this.widening === undefined) return this.join(left, right);
    if (sameValue(left, right)) return left;
    this.widening.changed = true;
    if (this.widening.giveUp) return left.kind === "int" && right.kind === "int" ? this.anyInt() : unknown;
    if (left.kind === "int" && right.kind === "int") return this.widenInt(left.size, right.size);
    return this.join(left, right);
  }

  /** Interval widening: a bound that moved is given up. */
  private widenInt(before: Dim, after: Dim): Value {
    const a = boundsOf(before);
    const b = boundsOf(after);
    return this.anyInt({ min: b.min >= a.min ? a.min : -Infinity, max: b.max <= a.max ? a.max : Infinity });
  }

  private joinItemSlots(left: readonly Value[], right: readonly Value[], owner: ListValue): readonly Value[] {
    if (left.length === right.length) return left.map((item, i) => this.joinSlot(item, right[i] as Value));
    if (this.widening !== undefined) this.widening.changed = true;
    const joined = joinItems({ items: left, rest: undefined }, { items: right, rest: undefined }, this);
    const rest =
      joined.rest === undefined || owner.rest === undefined ? joined.rest : this.join(joined.rest, owner.rest);
    this.heap.assign(owner, "rest", rest);
    return joined.items;
  }

  // --- calls
  /** A call written in the project. */
  callFromProject(callee: Value, args: CallArguments, record: CallRecord, run: () => Value): Value {
    return this.withSite(record, () => {
      if (callee.kind !== "class" && callee.kind !== "function") return run();
      return this.keptCalls.call(callee, args, record, run);
    });
  }

  remembersTensors(): boolean {
    return this.tensorMemories.some((memory) => memory.size > 0);
  }

  call(callee: Value, args: CallArguments, site?: CallRecord): Value {
    this.step();
    switch (callee.kind) {
      case "function":
        return callFunction(this, callee, args, undefined);
      case "builtin":
        return callee.call(this, callee.self === undefined ? args : prepend(callee.self, args), site);
      case "method":
        return this.callMethod(callee.function, callee.self, args, site);
      case "class": {
        const made = (callee.construct ?? this.constructor_).call(this, this, callee, args, site ?? this.projectSite());
        if (made.kind === "instance" && made.class === callee) this.recorder.constructed(made);
        return made;
      }
      case "instance":
        return this.callInstance(callee, args, site);
      case "super":
      case "descriptor":
        return this.language.callInstance(this, callee, args, site);
      default:
        this.language.calledUnknown?.(this, args);
        if (callee.kind === "unknown" && callee.origin !== undefined && this.ports.isHarmless(callee.origin))
          return unknown;
        // What code that we do not see got hold of once, it may have kept.
        this.escape([...args.positional, ...args.named.values(), ...[...this.escapees].filter((e) => e.escaped)]);
        return unknown;
    }
  }

  /** The outermost call of a model from the project also says which inputs would fit, should this one break. */
  private callInstance(callee: InstanceValue, args: CallArguments, site: CallRecord | undefined): Value {
    const quality = argumentQuality(args, this.frame.quality);
    this.recorder.instanceCalled(callee, quality);
    const firstReport = this.recorder.broken.length;
    const outermost = !this.insideModel && site !== undefined;
    if (outermost) this.insideModel = true;
    try {
      const record = this.projectSite();
      const run = (): Value => this.language.callInstance(this, callee, args, site);
      const value = record === undefined ? run() : this.keptCalls.call(callee, args, record, run);
      this.recorder.layerOutput(this, callee, value);
      // A container calls its children on behalf of the project.
      if (quality === "known" && this.projectSite() !== undefined)
        this.recorder.modelCall(callee, args.positional, value);
      if (outermost && this.recorder.broken.length > firstReport) addRemedy(this, callee, args, site, firstReport);
      return value;
    } finally {
      if (outermost) this.insideModel = false;
    }
  }

  private insideModel = false;

  private readonly constructor_ = (
    _: Machine,
    cls: ClassValue,
    args: CallArguments,
    site: CallRecord | undefined,
  ): Value => this.language.construct(this, cls, args, site);

  private callMethod(fn: Value, self: Value, args: CallArguments, site: CallRecord | undefined): Value {
    if (fn.kind !== "function") return this.call(fn, prepend(self, args), site);
    const bound = this.ports.languageOf(fn.closure.module).name === "javascript" ? args : prepend(self, args);
    return callFunction(this, fn, bound, self);
  }

  callWith(callee: Value, ...positional: readonly Value[]): Value {
    return this.call(callee, { ...noArguments, positional });
  }

  qualityOf(args: CallArguments, caller: Quality): Quality {
    return argumentQuality(args, caller);
  }

  escape(values: Iterable<Value>): void {
    escape(this, values);
  }

  raise(exception: Value | undefined): never {
    throw new RaiseSignal(exception);
  }

  /** Back in a frame that a raise unwound to. */
  resume(frame: Frame, environment: Environment): void {
    this.frame = frame;
    this.environment = environment;
  }

  // --- places of the program
  withSite<T>(record: CallRecord, run: () => T): T {
    const { frame } = this;
    const outer = frame.site;
    frame.site = record;
    try {
      return run();
    } finally {
      frame.site = outer;
    }
  }

  /** Runs an operator or subscript as a site of the project's code. */
  atSite(
    expression: Expr,
    callee: Value | undefined,
    operands: readonly Value[],
    expressions: readonly (Expr | undefined)[],
    run: () => Value,
  ): Value {
    if (!this.frame.module.project || !operands.some(isTensorLike)) return run();
    const record: CallRecord = {
      id: this.nextRecordId(),
      module: this.frame.module,
      expression,
      call: undefined,
      callee,
      positional: operands.map((value, i) => ({ value, expression: expressions[i] })),
      named: new Map(),
      frame: this.frame,
      uncertain: this.uncertain,
    };
    return this.withSite(record, run);
  }

  /** The innermost call, operator or subscript of the project that is being evaluated. */
  projectSite(): CallRecord | undefined {
    for (let f: Frame | undefined = this.frame; f !== undefined; f = f.caller) if (f.module.project) return f.site;
    return undefined;
  }

  definitionPrefix(): string {
    const owner = this.classBeingDefined?.qualifiedName ?? this.frame.function?.qualifiedName ?? this.publicName();
    return owner === "" ? "" : `${owner}.`;
  }

  /** A stub may say under which name its members are known: `__public__ = "torch.nn"`. */
  private publicName(): string {
    const given = this.frame.module.project ? undefined : this.environment.variables.get("__public__");
    return given?.kind === "str" && given.value !== undefined ? given.value : this.frame.module.name;
  }

  // --- names with a meaning of their own
  specialName(name: string): Value | undefined {
    if (name === "__name__") return str(this.environment.module.name);
    if (name === "__file__") return str(this.environment.module.path);
    return this.language.specialName?.(this, name);
  }

  noteAnnotation(name: string, annotation: Expr): void {
    this.language.noteAnnotation?.(this, name, annotation);
  }

  initSubclass(cls: ClassValue, ir: ClassIR): void {
    this.language.classDefined?.(this, cls, ir);
  }

  decorateUnknown(decorator: Expr, value: Value): Value {
    return this.language.decorateUnknown?.(this, decorator, value) ?? unknown;
  }

  exceptionMatches(exception: Value | undefined, type: Value): boolean | undefined {
    return this.language.exceptionMatches?.(this, exception, type);
  }

  spreadInto(target: Value, source: Value): void {
    if (source.kind === "dict" && target.kind === "dict") {
      for (const [key, entry] of source.entries) this.heap.set(target, target.entries, key, entry);
      if (source.rest !== undefined) this.heap.assign(target, "rest", source.rest);
    } else if (this.language.spreadInto !== undefined) this.language.spreadInto(this, target, source);
    else if (target.kind === "dict") this.heap.assign(target, "rest", unknown);
  }

  // --- modules
  importModule(name: string, level: number, from: SourceModule): ModuleValue | undefined {
    return this.ports.resolveModule(this, name, level, from);
  }

  importsResolved(imported: ImportIR): boolean {
    return (
      this.recorder.muted(() => this.importModule(imported.module, imported.level, this.frame.module)) !== undefined
    );
  }

  importedName(module: ModuleValue, name: string): Value {
    const exported = this.ports.languageOf(module.environment.module).importedName?.(this, module, name);
    if (exported !== undefined) return exported;
    const value = module.environment.variables.get(name);
    if (value !== undefined) return value;
    const submodule = this.importModule(`${module.name}.${name}`, 0, module.environment.module);
    return submodule ?? (module.environment.variables.has("__getattr__") ? this.attribute(module, name) : unknown);
  }

  importAll(module: ModuleValue): void {
    if (module.exports !== undefined) {
      this.exportAgain(module, [...module.exports.keys()]);
      return;
    }
    const listed = module.environment.variables.get("__all__");
    const only =
      listed?.kind === "list" && listed.rest === undefined
        ? new Set(listed.items.map((i) => (i.kind === "str" ? i.value : undefined)))
        : undefined;
    for (const [name, value] of module.environment.variables) {
      if (only === undefined ? name.startsWith("_") : !only.has(name)) continue;
      this.heap.set(this.environment, this.environment.variables, name, value);
    }
  }

  /** JS `export * from`: all but the default, under made-up names. */
  private exportAgain(module: ModuleValue, names: readonly string[]): void {
    for (const name of names) {
      if (name === "default") continue;
      const local = `*${name}`;
      this.heap.set(this.environment, this.environment.variables, local, this.importedName(module, name));
      if (this.currentModule?.exports?.has(name) === false) this.exportName(name, local);
    }
  }

  exportName(exported: string, local: string): void {
    this.currentModule?.exports?.set(exported, local);
  }

  private currentModule: ModuleValue | undefined;

  /** Runs a file's top level in an environment of its own. The module is handed to `register` first: imports may be circular. */
  runModule(
    ir: ModuleIR,
    source: SourceModule,
    incomplete: boolean,
    register: (module: ModuleValue) => void,
  ): ModuleValue {
    const environment: Environment = {
      kind: "module",
      born: this.heap.stamp(),
      variables: new Map(),
      locals: ir.locals,
      outer: undefined,
      module: source,
      receiver: undefined,
    };
    const module: ModuleValue = {
      kind: "module",
      born: this.heap.stamp(),
      name: source.name,
      path: source.path,
      environment,
      incomplete,
      ...(ir.language === "javascript" ? { exports: new Map<string, string>() } : {}),
    };
    register(module);
    const saved = {
      frame: this.frame,
      environment: this.environment,
      cls: this.classBeingDefined,
      module: this.currentModule,
    };
    this.frame = this.moduleFrame(source, this.frame);
    this.environment = environment;
    this.classBeingDefined = undefined;
    this.currentModule = module;
    try {
      executeBlock(this, ir.body);
    } catch (signal) {
      // A module whose top level raises keeps the names that it had by then.
      if (!(signal instanceof RaiseSignal)) throw signal;
    } finally {
      this.frame = saved.frame;
      this.environment = saved.environment;
      this.classBeingDefined = saved.cls;
      this.currentModule = saved.module;
    }
    return module;
  }

  private moduleFrame(module: SourceModule, caller: Frame | undefined): Frame {
    return {
      caller,
      calledFrom: undefined,
      module,
      function: undefined,
      self: undefined,
      depth: (caller?.depth ?? 0) + 1,
      quality: "known",
      site: undefined,
      mark: this.heap.mark(),
      bornBefore: 0,
      pending: [],
      yielded: [],
      yieldsMaybe: false,
      uncertainBefore: this.uncertain,
      doubtBefore: this.doubt,
      loops: [],
    };
  }

  /** Runs an entry in a frame of the given quality. */
  inEntryFrame<T>(module: SourceModule, quality: Quality, run: () => T): T {
    const saved = { frame: this.frame, environment: this.environment };
    this.frame = { ...this.moduleFrame(module, undefined), quality };
    this.environment = {
      kind: "module",
      born: this.heap.stamp(),
      variables: new Map(),
      locals: new Set(),
      outer: undefined,
      module,
      receiver: undefined,
    };
    try {
      return run();
    } finally {
      this.frame = saved.frame;
      this.environment = saved.environment;
    }
  }
}

function prepend(self: Value, args: CallArguments): CallArguments {
  return { ...args, positional: [self, ...args.positional] };
}

function isKind(owner: HeapObject, kind: string): boolean {
  return (owner as { kind?: string }).kind === kind;
}

function isTensorLike(value: Value): boolean {
  return value.kind === "tensor" || value.kind === "open" || value.kind === "instance";
}
