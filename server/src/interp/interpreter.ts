/** The state of one run, and the `Machine` that languages and models see; neighbouring files do the work. */
import { symbol } from "../shape/index.ts";
import type { Dim, Row, TensorType } from "../shape/index.ts";
import { Assumptions } from "./assumptions.ts";
import { evaluateAlternatives, runHypothetically } from "./branches.ts";
import { argumentQuality, noArguments } from "./calls.ts";
import { callValue } from "./dispatch.ts";
import type { Environment, SourceModule } from "./environment.ts";
import { escape, runPerhaps } from "./escape.ts";
import type { CallRecord, Frame, Quality } from "./frames.ts";
import { Heap } from "./heap.ts";
import type { JoinContent } from "./heap.ts";
import type { ModuleIR } from "./ir.ts";
import { joinValues } from "./join.ts";
import type { Iteration, Language } from "./language.ts";
import type { LastBatch } from "../facts/index.ts";
import { KeptCalls } from "./kept-calls.ts";
import type { Machine, MachinePorts } from "./machine.ts";
import { moduleEnvironment, moduleFrame, newModule, runTopLevel } from "./modules.ts";
import { openAsInt, openAsTensor } from "./open.ts";
import type { ReadNames } from "./read-names.ts";
import { Recorder } from "./recorder.ts";
import { integerOperand } from "./scalars.ts";
import { attributeOf } from "./one-of.ts";
import type { SavedState } from "./saved-state.ts";
import type { Located } from "./sightings.ts";
import { RaiseSignal, StopSignal } from "./signals.ts";
import { newDict, newSet } from "./objects.ts";
import { joinSlots } from "./slots.ts";
import { int, unknown } from "./values.ts";
import type {
  CallArguments,
  ClassValue,
  DictValue,
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
  /** The module whose top level is running. */
  currentModule: ModuleValue | undefined;
  /** Whether a call of a model from the project is running. */
  insideModel = false;
  /** Set while a loop runs on what the last batch leaves. */
  lastBatch: LastBatch | undefined;
  /** Handlers that stood around that loop: one more, and the program expects that the last batch may fail. */
  lastBatchGuards = 0;
  steps = 0;
  fuel: number;
  private ids = 0;
  private records = 0;
  private readonly parts = new Map<string, OpenValue>();
  /** The places of calls that make layers as those of what the layers give, apart from those of what the calls themselves give. */
  readonly outputPlaces = new WeakMap<Located, Located>();
  /** What the running piece of the program looks up in its module. */
  reads: ReadNames | undefined;
  /** Instances that code that we do not see got hold of. */
  readonly escapees = new Set<InstanceValue>();
  private readonly keptCalls: KeptCalls;
  /** What is remembered of single tensors, by whoever does: while there is something, equal tensors are not the same. */
  readonly tensorMemories: { readonly size: number }[] = [];

  constructor(ports: MachinePorts, root: SourceModule, fuel: number) {
    this.ports = ports;
    this.fuel = fuel;
    this.assumptions = new Assumptions(this.heap, () => this.nextId());
    this.environment = { ...moduleEnvironment(this, root, new Set()), born: 0 };
    this.root = moduleFrame(this, root, undefined);
    this.frame = this.root;
    this.keptCalls = new KeptCalls(this);
  }

  /** Runs a library's module apart from whoever asked for it: it is there for every analysis to come. */
  loadLibrary<T>(load: () => T): T {
    const { frame, environment, uncertain, doubt, guarded, widening } = this;
    this.frame = this.root;
    this.uncertain = 0;
    this.doubt = 0;
    this.guarded = 0;
    this.widening = undefined;
    try {
      return this.heap.permanently(() => this.recorder.apart(load));
    } finally {
      this.resume(frame, environment);
      this.uncertain = uncertain;
      this.doubt = doubt;
      this.guarded = guarded;
      this.widening = widening;
    }
  }

  /** Back to the libraries alone, with a recorder and fuel of its own. */
  restart(): void {
    this.heap.restart();
    this.recorder = new Recorder();
    this.steps = 0;
    this.clear();
  }

  /** The state between two statements of a file's top level. */
  save(): SavedState {
    const { heap, steps, parts, escapees } = this;
    return { mark: heap.mark(), work: heap.work, steps, parts: new Map(parts), escapees: [...escapees] };
  }

  /** Back to a state of the same run, with nothing recorded. */
  return(state: SavedState): void {
    this.heap.returnTo(state.mark);
    this.heap.work = state.work;
    this.recorder = new Recorder();
    this.steps = state.steps;
    this.clear();
    for (const [key, part] of state.parts) this.parts.set(key, part);
    for (const each of state.escapees) this.escapees.add(each);
  }

  private clear(): void {
    this.uncertain = 0;
    this.doubt = 0;
    this.guarded = 0;
    this.widening = undefined;
    this.insideModel = false;
    this.parts.clear();
    this.escapees.clear();
  }

  get language(): Language {
    return this.ports.languageOf(this.environment.module);
  }

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
    return newSet(this, items, rest);
  }

  dict(entries: Iterable<readonly [Value, Value]> = [], rest?: Value): DictValue {
    return newDict(this, entries, rest);
  }

  iterator(items: readonly Value[], rest?: Value, last?: LastTurn, whole?: Value): IteratorValue {
    return { kind: "iterator", born: this.heap.stamp(), items, rest, last, whole };
  }

  tensor(
    type: TensorType,
    producer?: TensorProducer,
    options: { parameter?: boolean; buffer?: boolean; mixes?: boolean; trainable?: boolean; library?: string } = {},
  ): TensorValue {
    return {
      kind: "tensor",
      born: this.heap.stamp(),
      type,
      producer,
      parameter: options.parameter ?? false,
      buffer: options.buffer ?? false,
      ...(options.mixes === true ? { mixes: true } : {}),
      trainable: options.trainable ?? true,
      ...(options.library === undefined ? {} : { library: options.library }),
    };
  }

  anyInt({ min = -Infinity, max = Infinity }: { readonly min?: number; readonly max?: number } = {}): Value {
    return int(this.size("n", { min, max }));
  }

  open(name: string, type?: string): OpenValue {
    return { kind: "open", id: this.nextId(), name, ...(type === undefined ? {} : { type }) };
  }

  openPart(value: OpenValue, key: string, type?: string): OpenValue {
    const id = `${value.id}${key}`;
    const part = this.parts.get(id) ?? this.open(`${value.name}${key}`, type);
    this.parts.set(id, part);
    if (type !== undefined) this.ports.declared?.(part, type);
    return part;
  }

  plainObject(): Value {
    return this.language.newObject?.(this) ?? this.dict();
  }

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
    return attributeOf(this, object, name);
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
  readonly joinContent: JoinContent = (left, right, slot, owner, isField) =>
    joinSlots(this, left, right, slot, owner, isField);

  // --- calls
  /** A call written in the project. */
  callFromProject(callee: Value, args: CallArguments, record: CallRecord, run: () => Value): Value {
    return this.withSite(record, () => {
      if (callee.kind !== "class" && callee.kind !== "function") return run();
      return this.keptCalls.call(callee, args, record, run);
    });
  }

  call(callee: Value, args: CallArguments, site?: CallRecord): Value {
    return callValue(this, callee, args, site);
  }

  /** Keeps the call of an instance of a library's class, if it can be kept. */
  keptCall(callee: InstanceValue, args: CallArguments, run: () => Value): Value {
    const record = this.projectSite();
    return record === undefined ? run() : this.keptCalls.call(callee, args, record, run);
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

  /** The innermost call, operator or subscript of the project that is being evaluated. */
  projectSite(): CallRecord | undefined {
    for (let f: Frame | undefined = this.frame; f !== undefined; f = f.caller) if (f.module.project) return f.site;
    return undefined;
  }

  // --- modules
  importModule(name: string, level: number, from: SourceModule): ModuleValue | undefined {
    return this.ports.resolveModule(this, name, level, from);
  }

  /** Runs a file's top level in an environment of its own. The module is handed to `register` first: imports may be circular. */
  runModule(
    ir: ModuleIR,
    source: SourceModule,
    incomplete: boolean,
    register: (module: ModuleValue) => void,
  ): ModuleValue {
    const module = newModule(this, ir, source, incomplete);
    register(module);
    runTopLevel(this, module, ir.body);
    return module;
  }
}
