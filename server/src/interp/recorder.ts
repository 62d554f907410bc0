/**
 * Collects what a run shows about the project's own files: values of expressions, broken requirements, losses, calls,
 * definitions. Values are settled when an entry ends, because an open input may learn its shape after it was first read.
 */
import type { Place, Span } from "../base/span.ts";
import type { AttributeAssignmentFact, BrokenRequirement, HeadFact, LossCallFact, Producer } from "../facts/index.ts";
import { equalShapes } from "../shape/index.ts";
import type { Dim, TensorType } from "../shape/index.ts";
import type { CallRecord, Quality } from "./frames.ts";
import type { Interpreter } from "./interpreter.ts";
import { joinTensorTypes } from "./join.ts";
import type { ClassValue, FunctionValue, InstanceValue, OpenValue, TensorProducer, Value } from "./values.ts";

/** `layer`: a call that makes a layer, and what came out of that layer; `output`: the same of a layer that stands in a model, where users look for it. */
export type Role = "expression" | "target" | "parameter" | "layer" | "output";
interface Located {
  readonly span: Span;
}

/** Where a report may stand: an expression of a project file. */
export interface ReportPlace extends Place {
  readonly node: Located;
}

/** What one place of the program was seen to be in the running entry. */
interface Sighting {
  readonly path: string;
  readonly node: Located;
  readonly role: Role;
  readonly quality: Quality;
  readonly tensors: readonly (TensorType | OpenValue)[];
  readonly producer: TensorProducer | undefined;
}

export interface SettledValue {
  readonly path: string;
  readonly span: Span;
  readonly role: Role;
  quality: Quality;
  type: TensorType;
  readonly producer: TensorProducer | undefined;
}

/** A call of a model with known inputs. */
export interface ModelCall {
  readonly instance: InstanceValue;
  readonly inputs: readonly Value[];
  readonly output: Value;
}

/** An operation that was given all that it requires: by the call that ran it, or by that which made the layer. */
export interface Satisfied {
  readonly operation: string;
  readonly outwards: boolean;
  readonly layer: InstanceValue | undefined;
}

/** What a call recorded that can be recorded again without it. */
export interface Watched {
  readonly satisfied: Satisfied[];
  readonly outputs: { readonly layer: InstanceValue; readonly output: Value }[];
}

const rank: Record<Quality, number> = { known: 2, open: 1, vague: 0 };
const mostSightings = 12;

export class Recorder {
  private silent = 0;
  private valuesSilent = 0;
  private judgesSilent = 0;
  private sightings = new Map<Located, Sighting>();
  readonly values = new Map<string, SettledValue>();
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
  readonly modelCalls = new Map<ClassValue, ModelCall>();
  /** The first call with known inputs of each model object. */
  readonly instanceCalls = new Map<InstanceValue, ModelCall>();
  /** Instances that were called, with the best quality of those calls. */
  readonly called = new Map<InstanceValue, Quality>();

  /** All that was recorded so far, to go on from. */
  copy(): Recorder {
    const fields = Object.entries(this).map(([name, content]) => [name, copied(content)]);
    return Object.assign(new Recorder(), Object.fromEntries(fields)) as Recorder;
  }

  /** Nothing is recorded while it runs. */
  muted<T>(run: () => T): T {
    this.silent += 1;
    try {
      return run();
    } finally {
      this.silent -= 1;
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

  /** Values are not recorded while it runs, reports are. */
  reportsOnly<T>(run: () => T): T {
    this.valuesSilent += 1;
    try {
      return run();
    } finally {
      this.valuesSilent -= 1;
    }
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
    this.sight(it, it.frame.module.path, node, value, role);
  }

  /** What came out of a layer, told of the project's call that made it, and not only something that it is a part of. */
  layerOutput(it: Interpreter, layer: InstanceValue, output: Value): void {
    const { creation } = layer;
    if (creation === undefined || (creation.callee !== layer.class && !isMadeByFunction(layer.class))) return;
    this.watched?.outputs.push({ layer, output });
    if (!creation.module.project || this.silent + this.valuesSilent > 0) return;
    this.sight(it, creation.module.path, creation.expression, output, "layer");
  }

  /** What a layer gives within a model, at the call that made the layer. */
  output({ module, expression }: CallRecord, it: Interpreter, value: Value): void {
    if (this.silent + this.valuesSilent > 0 || !module.project) return;
    this.notes += 1;
    let place = this.outputPlaces.get(expression);
    if (place === undefined) this.outputPlaces.set(expression, (place = { span: expression.span }));
    this.sight(it, module.path, place, value, "output");
  }

  /** The places of such calls, apart from those of what the call itself gives. */
  private readonly outputPlaces = new WeakMap<Located, Located>();

  private sight(it: Interpreter, path: string, node: Located, value: Value, role: Role): void {
    const content = value.kind === "tensor" ? value.type : value.kind === "open" ? value : undefined;
    if (content === undefined) return;
    const { quality } = it.frame;
    const seen = this.sightings.get(node);
    if (seen !== undefined && rank[quality] < rank[seen.quality]) return;
    const known = seen?.quality === quality ? seen.tensors : [];
    const producer = seen?.producer ?? (value.kind === "tensor" ? value.producer : undefined);
    const isNew = !known.some((t) => sameContent(t, content));
    if (!isNew && seen?.producer === producer) return;
    const tensors = isNew ? withSighting(it, known, content) : known;
    this.sightings.set(node, { path, node, role: seen?.role ?? role, quality, tensors, producer });
  }

  /** Ends an entry: open values are read by what was assumed of them. */
  settle(it: Interpreter): void {
    for (const seen of this.sightings.values()) {
      const types: TensorType[] = [];
      for (const content of seen.tensors) {
        const type = "kind" in content ? it.assumptions.tensors.get(String(content.id))?.type : content;
        if (type !== undefined) types.push({ ...type, shape: it.assumptions.resolveShape(type.shape) });
      }
      const [first, ...others] = types;
      if (first === undefined) continue;
      const type = others.reduce((a, b) => joinTensorTypes(a, b, it), first);
      this.keep(it, {
        path: seen.path,
        span: seen.node.span,
        role: seen.role,
        quality: seen.quality,
        type,
        producer: seen.producer,
      });
    }
    this.sightings = new Map();
  }

  private keep(it: Interpreter, value: SettledValue): void {
    const key = `${value.path}:${value.span.start}:${value.span.end}${value.role === "layer" ? ":layer" : ""}`;
    const before = this.values.get(key);
    if (before === undefined || rank[before.quality] < rank[value.quality]) this.values.set(key, value);
    else if (
      before.quality === value.quality &&
      !(equalShapes(before.type.shape, value.type.shape) && before.type.dtype === value.type.dtype)
    ) {
      before.type = joinTensorTypes(before.type, value.type, it);
    }
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
    let nodes = this.fine.get(operation);
    if (nodes === undefined) this.fine.set(operation, (nodes = new Set()));
    nodes.add(node);
  }

  /**
   * Where each report stands: the innermost of its places that works for nobody. A call inside a function that other callers
   * use without harm is not to blame; the failing caller is.
   */
  placed(): readonly BrokenRequirement[] {
    return this.broken.map((fact) => {
      const places = this.places.get(fact) ?? [];
      const place = places.find((p) => this.fine.get(fact.operation)?.has(p.node) !== true) ?? places[0];
      return place === undefined ? fact : { ...fact, path: place.path, span: place.span };
    });
  }

  /** One report for each place and requirement: a loop breaks in every turn. */
  report(fact: BrokenRequirement, places: readonly ReportPlace[]): void {
    if (this.silent + this.judgesSilent > 0) return;
    this.notes += 1;
    this.breaks += 1;
    this.places.set(fact, places);
    const key = places.map(placeKey).join();
    const same = this.broken.some(
      (b) =>
        b.operation === fact.operation &&
        b.requirement === fact.requirement &&
        b.part === fact.part &&
        (this.places.get(b) ?? []).map(placeKey).join() === key,
    );
    if (!same) this.broken.push(fact);
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
    if (this.silent + this.valuesSilent + this.judgesSilent > 0) return;
    const key = `${fact.call.path}:${String(fact.call.span.start)}:${String(fact.call.span.end)}:${fact.part ?? ""}`;
    const before = this.losses.get(key);
    const { quality } = it.frame;
    const earlier = this.lossQualities.get(key) ?? quality;
    if (before !== undefined && rank[quality] < rank[earlier]) return;
    this.lossQualities.set(key, quality);
    if (before === undefined || rank[quality] > rank[earlier]) {
      this.losses.set(key, fact);
      return;
    }
    const input = { ...before.input, tensor: joinTensorTypes(before.input.tensor, fact.input.tensor, it) };
    const { target, ...rest } = before;
    const both =
      target === undefined || fact.target === undefined
        ? undefined
        : { ...target, tensor: joinTensorTypes(target.tensor, fact.target.tensor, it) };
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

  entered(fn: FunctionValue, quality: Quality): void {
    if (!fn.closure.module.project || this.silent + this.judgesSilent > 0) return;
    const before = this.reached.get(fn.ir);
    if (before === undefined || rank[before] < rank[quality]) this.reached.set(fn.ir, quality);
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

  instanceCalled(instance: InstanceValue, quality: Quality): void {
    if (this.judgesSilent > 0) return;
    const before = this.called.get(instance);
    if (before === undefined || rank[before] < rank[quality]) this.called.set(instance, quality);
  }

  /** What went into a model and came out of it, the first time that this was known. */
  modelCall(instance: InstanceValue, inputs: readonly Value[], output: Value): void {
    if (this.silent + this.judgesSilent > 0) return;
    const call = { instance, inputs, output };
    if (!this.modelCalls.has(instance.class)) this.modelCalls.set(instance.class, call);
    if (!this.instanceCalls.has(instance)) this.instanceCalls.set(instance, call);
  }
}

/** Layers that a library's function makes for its caller. */
function isMadeByFunction(cls: ClassValue): boolean {
  return cls.mro.some(({ qualifiedName }) => qualifiedName === "tf.layers.Layer");
}

function sameContent(left: TensorType | OpenValue, right: TensorType | OpenValue): boolean {
  if (left === right) return true;
  if ("kind" in left || "kind" in right) return false;
  return left.dtype === right.dtype && left.reading === right.reading && equalShapes(left.shape, right.shape);
}

/** Many different values are joined at once: a loop of a thousand turns must not be remembered whole. */
function withSighting(
  it: Interpreter,
  tensors: readonly (TensorType | OpenValue)[],
  content: TensorType | OpenValue,
): readonly (TensorType | OpenValue)[] {
  const last = tensors.at(-1);
  if (tensors.length < mostSightings || last === undefined || "kind" in last || "kind" in content)
    return tensors.length <= mostSightings ? [...tensors, content] : tensors;
  return [...tensors.slice(0, -1), joinTensorTypes(last, content, it)];
}

function placeKey({ path, span }: Place): string {
  return `${path}:${String(span.start)}:${String(span.end)}`;
}

/** What is in the collections does not change, but for sets. */
function copied(content: unknown): unknown {
  if (content instanceof Set) return new Set(content);
  if (Array.isArray(content)) return [...(content as unknown[])];
  if (!(content instanceof Map)) return content;
  const copy = new Map<unknown, unknown>(content);
  for (const [key, each] of copy) if (each instanceof Set) copy.set(key, new Set(each));
  return copy;
}
