/**
 * Collects what a run shows about the project's own files: values of expressions, broken requirements, losses, calls,
 * definitions. Each piece of a run may have a recorder of its own, whose content the next one absorbs.
 */
import type { Place, Span } from "../base/span.ts";
import type { AttributeAssignmentFact, BrokenRequirement, HeadFact, LossCallFact, Producer } from "../facts/index.ts";
import type { Dim } from "../shape/index.ts";
import { rank } from "./frames.ts";
import type { CallRecord, Quality } from "./frames.ts";
import type { Interpreter } from "./interpreter.ts";
import { joinTensorTypes } from "./join.ts";
import type { SizePairs } from "./join.ts";
import { isSameBreak, isSameReport, placeKey } from "./same-report.ts";
import { Sightings } from "./sightings.ts";
import type { Located, Role } from "./sightings.ts";
import { Turns } from "./turns.ts";
import type { ClassValue, FunctionValue, InstanceValue, TensorProducer, Value } from "./values.ts";
import type { Watched } from "./watched.ts";

/** Where a report may stand: an expression of a project file. */
export interface ReportPlace extends Place {
  readonly node: Located;
}

/** A call of a model with known inputs. */
export interface ModelCall {
  readonly instance: InstanceValue;
  readonly inputs: readonly Value[];
  /** Those given by name. */
  readonly named: ReadonlyMap<string, Value>;
  readonly output: Value;
}

/** A report that is held back, and where it may stand. */
export interface Report {
  readonly fact: BrokenRequirement;
  readonly places: readonly ReportPlace[];
}

export class Recorder {
  private silent = 0;
  private valuesSilent = 0;
  private judgesSilent = 0;
  /** Where reports go that are held back; those of a part that is more silent are not wanted there either. */
  private gathering: { readonly reports: Report[]; readonly silence: number } | undefined;
  readonly sightings = new Sightings();
  readonly turns = new Turns();
  readonly sizes = new Map<string, { path: string; span: Span; size: Dim }>();
  readonly stories = new Map<TensorProducer, Producer>();
  readonly broken: BrokenRequirement[] = [];
  /** How often something broke, also where it had been reported before. */
  breaks = 0;
  private readonly places = new Map<BrokenRequirement, readonly ReportPlace[]>();
  private readonly fine = new Map<string, Set<Located>>();
  readonly losses = new Map<string, LossCallFact>();
  private readonly lossQualities = new Map<string, Quality>();
  readonly calls = new Map<number, CallRecord>();
  readonly missing: { path: string; module: string; span: Span }[] = [];
  /** Names that were read where nothing had bound them, by file. */
  readonly unbound = new Map<string, Set<string>>();
  readonly assignments = new Map<string, AttributeAssignmentFact & { readonly path: string }>();
  /** Best quality with which each function was entered, by its definition. */
  readonly reached = new Map<unknown, Quality>();
  /** Functions in which something broke under a test that is not known. */
  readonly doubtful = new Set<unknown>();
  readonly functions: FunctionValue[] = [];
  readonly classes: ClassValue[] = [];
  readonly instances: InstanceValue[] = [];
  /** Found while the networks still stand: what an open run makes is undone after it. */
  readonly heads: HeadFact[] = [];
  /** Objects that others keep, found likewise. */
  readonly inner = new Set<InstanceValue>();
  readonly modelCalls = new Map<ClassValue, ModelCall>();
  /** The first call with known inputs of each model object. */
  readonly instanceCalls = new Map<InstanceValue, ModelCall>();
  /** Instances that were called, with the best quality of those calls. */
  readonly called = new Map<InstanceValue, Quality>();
  /** Instances that the project's code called itself, and not a container for it. */
  readonly calledByProject = new Set<InstanceValue>();

  /** Nothing is recorded while it runs. */
  muted<T>(run: () => T): T {
    this.silent += 1;
    try {
      return run();
    } finally {
      this.silent -= 1;
    }
  }

  /** A library's module runs: nothing of it is recorded, and the call in which its name is first asked for has done nothing. */
  apart<T>(run: () => T): T {
    const { notes, faults, watched } = this;
    this.watched = undefined;
    try {
      return this.muted(run);
    } finally {
      this.notes = notes;
      this.faults = faults;
      this.watched = watched;
    }
  }

  /** Only values are recorded while it runs. */
  unjudged<T>(run: () => T): T {
    this.judgesSilent += 1;
    try {
      return run();
    } finally {
      this.judgesSilent -= 1;
    }
  }

  /** Only values are recorded while it runs; what would have been reported is given back. */
  gathered(run: () => void): readonly Report[] {
    const before = this.gathering;
    const reports: Report[] = [];
    this.unjudged(() => {
      this.gathering = { reports, silence: this.silence };
      try {
        run();
      } finally {
        this.gathering = before;
      }
    });
    return reports;
  }

  /** Reports what all of these have in common: the same requirement of the same layer, at the same places. */
  reportCommon([first = [], ...others]: readonly (readonly Report[])[]): void {
    for (const { fact, places } of first)
      if (others.every((reports) => reports.some((other) => isSameReport(other, { fact, places }))))
        this.report(fact, places);
  }

  /** Values are not recorded while it runs, reports are. */
  reportsOnly<T>(run: () => T): T {
    this.valuesSilent += 1;
    try {
      return run();
    } finally {
      this.valuesSilent -= 1;
    }
  }

  private get silence(): number {
    return this.silent + this.judgesSilent;
  }

  get isMuted(): boolean {
    return this.silent > 0;
  }

  value(it: Interpreter, node: Located, value: Value, role: Role): void {
    if (this.silent + this.valuesSilent > 0 || !it.frame.module.project) return;
    if (value.kind === "int" && role === "target") {
      const { path } = it.frame.module;
      this.sizes.set(`${path}:${node.span.start}:${node.span.end}`, { path, span: node.span, size: value.size });
      return;
    }
    this.sightings.see(it, it.frame.module.path, node, value, role);
  }

  /** What came out of a layer, told of the project's call that made it, and not only something that it is a part of. */
  layerOutput(it: Interpreter, layer: InstanceValue, output: Value): void {
    const { creation } = layer;
    if (creation === undefined || (creation.callee !== layer.class && !isMadeByFunction(layer.class))) return;
    this.watched?.outputs.push({ layer, output });
    if (!creation.module.project || this.silent + this.valuesSilent > 0) return;
    this.sightings.see(it, creation.module.path, creation.expression, output, "layer");
  }

  /** What a layer gives within a model, at the call that made the layer. */
  output({ module, expression }: CallRecord, it: Interpreter, value: Value): void {
    if (this.silent + this.valuesSilent > 0 || !module.project) return;
    this.notes += 1;
    let place = it.outputPlaces.get(expression);
    if (place === undefined) it.outputPlaces.set(expression, (place = { span: expression.span }));
    this.sightings.see(it, module.path, place, value, "output");
  }

  /** How much was recorded that is neither a value nor a requirement met: a call that did so cannot be left out. */
  notes = 0;
  /** Operations whose requirements were broken, whether or not that could be reported. */
  faults = 0;
  /** Which of a model's outputs is being compared, where there are several. */
  part: string | undefined;
  /** What was recorded of the call that is watched. */
  watched: Watched | undefined;

  /** This call had all that the operation requires; with `outwards`, so had those that led to it. */
  satisfied(operation: string, call: CallRecord, outwards: boolean, layer: InstanceValue | undefined): void {
    this.watched?.satisfied.push({ operation, outwards, layer });
    this.noteFine(operation, call.expression);
    if (!outwards) return;
    for (let c = call.frame.calledFrom; c !== undefined; c = c.frame.calledFrom) this.noteFine(operation, c.expression);
  }

  /** Here all was well with what the operation requires. */
  noteFine(operation: string, node: Located): void {
    this.turns.held(operation, node);
    let nodes = this.fine.get(operation);
    if (nodes === undefined) this.fine.set(operation, (nodes = new Set()));
    nodes.add(node);
  }

  /**
   * Where each report stands in the file that is looked at: the innermost of its places that works for nobody. A call inside a function that
   * other callers use without harm is not to blame; the failing caller is. What breaks inside another file is told at the call that led there.
   */
  placed(path: string): readonly BrokenRequirement[] {
    return this.broken.map((fact) => {
      const places = this.places.get(fact) ?? [];
      const toBlame = places.filter((p) => this.fine.get(fact.operation)?.has(p.node) !== true);
      const place = toBlame.find((p) => p.path === path) ?? toBlame[0] ?? places[0];
      if (place === undefined) return fact;
      const [own] = place === places[0] ? [] : places;
      const here = { ...fact, path: place.path, span: place.span };
      return own === undefined ? here : { ...here, own: { path: own.path, span: own.span } };
    });
  }

  /** One report for each place and requirement: a loop breaks in every turn. */
  report(fact: BrokenRequirement, places: readonly ReportPlace[]): void {
    if (this.silence > 0) {
      if (this.gathering?.silence !== this.silence) return;
      this.notes += 1;
      this.gathering.reports.push({ fact, places });
      return;
    }
    this.notes += 1;
    this.breaks += 1;
    const known = this.addReport(fact, places);
    const nodes = places.map(({ node }) => node);
    this.turns.broke(known ?? fact, nodes, known === undefined);
  }

  /** The innermost loop ends: what broke in some of its turns only, where it is not known which of them come there, is taken back. */
  endLoop(): void {
    for (const fact of this.turns.end()) {
      const index = this.broken.indexOf(fact);
      if (index >= 0) this.broken.splice(index, 1);
    }
  }

  /** The same report, if it was made before. A program's own check that fails behind something that broke only follows from it: the program does not come so far. */
  private addReport(fact: BrokenRequirement, places: readonly ReportPlace[]): BrokenRequirement | undefined {
    if (fact.operation === "check" && this.broken.some(({ operation }) => operation !== "check")) return undefined;
    this.places.set(fact, places);
    const same = this.broken.find((b) => isSameBreak({ fact: b, places: this.places.get(b) ?? [] }, { fact, places }));
    if (same === undefined) this.broken.push(fact);
    return same;
  }

  /** Says more of a report that was made. */
  replace(index: number, fact: BrokenRequirement): void {
    const before = this.broken[index];
    if (before === undefined) return;
    this.broken[index] = fact;
    this.places.set(fact, this.places.get(before) ?? []);
  }

  /** A loss that is called several times is judged by what holds of all its calls, but for open ones where there are known ones. */
  loss(it: Interpreter, fact: LossCallFact): void {
    this.notes += 1;
    if (this.silent + this.valuesSilent + this.judgesSilent === 0) this.addLoss(it, fact, it.frame.quality);
  }

  private addLoss(it: Interpreter, fact: LossCallFact, quality: Quality): void {
    // Losses that a dict or a list holds are called at one place, each for itself.
    const made = fact.creation === undefined ? fact.loss : placeKey(fact.creation);
    const key = `${placeKey(fact.call)}:${fact.part ?? ""}:${made}`;
    const before = this.losses.get(key);
    const earlier = this.lossQualities.get(key) ?? quality;
    if (before !== undefined && rank[quality] < rank[earlier]) return;
    this.lossQualities.set(key, quality);
    if (before === undefined || rank[quality] > rank[earlier]) {
      this.losses.set(key, fact);
      return;
    }
    // The two are joined as one: their batches are equal in each call.
    const pairs: SizePairs = new Map();
    const input = { ...before.input, tensor: joinTensorTypes(before.input.tensor, fact.input.tensor, it, pairs) };
    const { target, ...rest } = before;
    const both =
      target === undefined || fact.target === undefined
        ? undefined
        : { ...target, tensor: joinTensorTypes(target.tensor, fact.target.tensor, it, pairs) };
    this.losses.set(key, { ...rest, input, ...(both === undefined ? {} : { target: both }) });
  }

  assigned(fact: AttributeAssignmentFact & { readonly path: string }): void {
    this.notes += 1;
    if (this.silent + this.judgesSilent === 0) this.assignments.set(placeKey(fact), fact);
  }

  call(record: CallRecord): void {
    this.notes += 1;
    if (this.silent + this.judgesSilent === 0) this.calls.set(record.id, record);
  }

  unresolved(it: Interpreter, module: string, span: Span): void {
    if (this.silent === 0 && it.frame.module.project) this.missing.push({ path: it.frame.module.path, module, span });
  }

  unboundName(path: string, name: string): void {
    this.notes += 1;
    const names = this.unbound.get(path);
    if (names === undefined) this.unbound.set(path, new Set([name]));
    else names.add(name);
  }

  entered(fn: FunctionValue, quality: Quality): void {
    if (!fn.closure.module.project || this.silent + this.judgesSilent > 0) return;
    raise(this.reached, fn.ir, quality);
  }

  defined(fn: FunctionValue): void {
    if (fn.closure.module.project) this.functions.push(fn);
  }

  classDefined(cls: ClassValue): void {
    this.notes += 1;
    this.classes.push(cls);
  }

  constructed(instance: InstanceValue): void {
    this.instances.push(instance);
  }

  instanceCalled(it: Interpreter, instance: InstanceValue, quality: Quality): void {
    if (this.judgesSilent > 0) return;
    raise(this.called, instance, quality);
    if (it.frame.module.project) this.calledByProject.add(instance);
  }

  /** What went into a model and came out of it, the first time that this was known. */
  modelCall(call: ModelCall): void {
    if (this.silent + this.judgesSilent === 0) this.addModelCall(call);
  }

  private addModelCall(call: ModelCall): void {
    const { instance } = call;
    if (!this.modelCalls.has(instance.class)) this.modelCalls.set(instance.class, call);
    if (!this.instanceCalls.has(instance)) this.instanceCalls.set(instance, call);
  }

  /** One of a network that a later run found again is told by that run. */
  addHeads(heads: readonly HeadFact[]): void {
    if (heads.length === 0) return;
    const found = new Map([...this.heads, ...heads].map((head) => [placeKey(head.call), head]));
    this.heads.splice(0, this.heads.length, ...found.values());
  }

  /** What another part of the run recorded, after all that was recorded here. Its places may have moved since. */
  absorb(it: Interpreter, other: Recorder): void {
    this.sightings.absorb(it, other.sightings);
    for (const size of other.sizes.values()) this.sizes.set(placeKey(size), size);
    for (const [producer, story] of other.stories) this.stories.set(producer, story);
    for (const fact of other.broken) this.addReport(fact, other.places.get(fact) ?? []);
    for (const [operation, nodes] of other.fine) for (const node of nodes) this.noteFine(operation, node);
    for (const [key, fact] of other.losses) this.addLoss(it, fact, other.lossQualities.get(key) ?? "vague");
    for (const [id, call] of other.calls) this.calls.set(id, call);
    for (const fact of other.assignments.values()) this.assignments.set(placeKey(fact), fact);
    for (const [ir, quality] of other.reached) raise(this.reached, ir, quality);
    for (const [instance, quality] of other.called) raise(this.called, instance, quality);
    for (const instance of other.calledByProject) this.calledByProject.add(instance);
    for (const ir of other.doubtful) this.doubtful.add(ir);
    for (const instance of other.inner) this.inner.add(instance);
    for (const call of other.instanceCalls.values()) this.addModelCall(call);
    for (const [path, names] of other.unbound) for (const name of names) this.unboundName(path, name);
    for (const each of other.missing) this.missing.push(each);
    for (const each of other.functions) this.functions.push(each);
    for (const each of other.classes) this.classes.push(each);
    for (const each of other.instances) this.instances.push(each);
    this.addHeads(other.heads);
    this.breaks += other.breaks;
    this.notes += other.notes;
    this.faults += other.faults;
  }
}

function raise<K>(qualities: Map<K, Quality>, key: K, quality: Quality): void {
  const before = qualities.get(key);
  if (before === undefined || rank[before] < rank[quality]) qualities.set(key, quality);
}

/** Layers that a library's function makes for its caller. */
function isMadeByFunction(cls: ClassValue): boolean {
  return cls.mro.some(({ qualifiedName }) => qualifiedName === "tf.layers.Layer");
}
