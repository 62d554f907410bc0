/**
 * Sees what the user's program does with TensorFlow.js: which models it makes, every layer that is called on numbers, every tensor operation of the user's
 * files, the data that training would be given. Works on the prototypes that all users of the library share; the module that the user's files import
 * has its functions wrapped.
 */
import { performance } from "node:perf_hooks";
import type { Channel, Place } from "./channel.ts";
import type { UserFiles } from "./loader.ts";

export interface TensorLike {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly size: number;
}
export interface SymbolicLike {
  readonly shape: readonly (number | null)[];
  readonly dtype: string;
  readonly sourceLayer?: LayerLike;
}
export interface LayerLike {
  readonly name: string;
  getClassName(): string;
  countParams(): number;
  readonly layers?: readonly LayerLike[];
}
export interface ModelLike extends LayerLike {
  readonly inputs?: readonly SymbolicLike[];
  readonly inputNames?: readonly string[];
  predict(x: unknown): unknown;
}
export interface Described {
  readonly shape: readonly number[];
  readonly dtype: string;
}
/** Data that training would have been given. */
export interface Fitting {
  readonly model: ModelLike;
  readonly x: readonly Described[];
  readonly place: Place | undefined;
}

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;
type Members = Record<string, unknown>;
export interface Library {
  readonly Tensor: { readonly prototype: object };
  readonly LayersModel: { readonly prototype: object };
  readonly layers: Members;
}

export interface Watch {
  /** The models in the order in which they were made, without the parts of others. */
  models(): readonly ModelLike[];
  readonly fits: readonly Fitting[];
  /** A batch of a data set is waited for. */
  isDrawing(): boolean;
  /** Where a layer or model was made or applied. */
  placeOf(layer: object): Place | undefined;
  /** The layer that was running when something failed. */
  innermost(): object | undefined;
  clear(): void;
  /** What the user's files get for the library. */
  readonly wrapped: object;
}

interface Running {
  readonly layer: LayerLike;
  readonly inputs: readonly Described[];
}

/** Methods of a tensor that give no other tensor, and are asked for too often. */
const QUIET = new Set([
  "constructor",
  "dispose",
  "print",
  "toString",
  "data",
  "dataSync",
  "array",
  "arraySync",
  "bytes",
  "buffer",
  "bufferSync",
  "throwIfDisposed",
]);
const TRAINING = ["fit", "fitDataset", "trainOnBatch"];

export function watchLibrary(tf: Library, files: UserFiles, channel: Channel, instead: Members = {}): Watch {
  const models: ModelLike[] = [];
  const fits: Fitting[] = [];
  const made = new WeakMap<object, Place>();
  const applied = new WeakMap<object, Place>();
  const running: Running[] = [];
  const base = Object.getPrototypeOf(Object.getPrototypeOf(tf.LayersModel.prototype)) as {
    readonly apply: AnyFunction;
  };
  const layerPrototype = prototypeWith(tf.LayersModel.prototype, "apply") ?? base;

  noteModels(tf.LayersModel.prototype, models, (model) => {
    const place = files.caller(watchLibrary, false);
    if (place !== undefined) made.set(model, place);
  });

  wrap(layerPrototype, "apply", (apply) => {
    const watched: AnyFunction = function (...args) {
      const layer = this as LayerLike;
      const inputs = tensorsIn(args[0]);
      if (inputs.length === 0) {
        const place = files.caller(watched, true);
        if (place !== undefined) applied.set(layer, place);
        return apply.apply(this, args);
      }
      const called = files.caller(watched, true) ?? applied.get(layer);
      const depth = running.length;
      running.push({ layer, inputs: inputs.map(describe) });
      const start = performance.now();
      const output = apply.apply(this, args);
      const ms = performance.now() - start;
      running.length = depth;
      const outputs = tensorsIn(output);
      channel.send("layer", {
        name: layer.name,
        className: layer.getClassName(),
        depth,
        place: called ?? made.get(layer),
        creation: called === undefined,
        inputs: inputs.map(describe),
        outputs: outputs.map(describe),
        single: isTensor(output),
        ms: Math.round(ms * 1000) / 1000,
        bytes: outputs.reduce((sum, tensor) => sum + tensor.size * 4, 0),
        parameters: layer.layers === undefined ? parametersOf(layer) : 0,
      });
      return output;
    };
    return watched;
  });

  // Classes are made with `new`, and extended.
  for (const name of Object.keys(tf.layers).filter((each) => !/^[A-Z]/.test(each)))
    wrap(tf.layers, name, (factory) => creating(factory, files, made));
  let drawing = 0;
  const note = (fitting: Fitting | Promise<Fitting>): void => {
    drawing += 1;
    void Promise.resolve(fitting).then((each) => {
      fits.push(each);
      drawing -= 1;
    });
  };
  for (const name of TRAINING) stopTraining(tf.LayersModel.prototype, name, files, channel, note);
  const record = (name: string, output: unknown, args: readonly unknown[], place: Place): void => {
    const outputs = tensorsIn(output);
    if (outputs.length > 0)
      channel.send("operation", {
        name,
        place,
        inputs: args.flatMap(tensorsIn).map(describe),
        outputs: outputs.map(describe),
        single: isTensor(output),
      });
  };
  for (const name of Object.getOwnPropertyNames(tf.Tensor.prototype)) {
    if (QUIET.has(name) || typeof Object.getOwnPropertyDescriptor(tf.Tensor.prototype, name)?.value !== "function")
      continue;
    wrap(tf.Tensor.prototype, name, (method) => {
      const watched: AnyFunction = function (...args) {
        const place = files.caller(watched, true);
        const output = method.apply(this, args);
        if (place !== undefined) record(name, output, [this, ...args], place);
        return output;
      };
      return watched;
    });
  }
  return {
    models: () => rootsOf(models),
    fits,
    isDrawing: () => drawing > 0,
    placeOf: (layer) => applied.get(layer) ?? made.get(layer),
    innermost: () => running.at(-1),
    clear: () => void running.splice(0),
    wrapped: wrapModule(tf as unknown as Members, files, record, instead),
  };
}

/** Every model's constructor says that it is not training yet: an accessor hears that. */
function noteModels(prototype: object, models: ModelLike[], note: (model: ModelLike) => void): void {
  Object.defineProperty(prototype, "isTraining", {
    configurable: true,
    get: () => false,
    set(this: ModelLike, value: unknown) {
      Object.defineProperty(this, "isTraining", { value, writable: true, configurable: true, enumerable: true });
      models.push(this);
      note(this);
    },
  });
}

function rootsOf(models: readonly ModelLike[]): readonly ModelLike[] {
  const parts = new Set<LayerLike>(models.flatMap((model) => (model.layers ?? []).filter((layer) => layer !== model)));
  // One whose making failed has no layers.
  return models.filter((model) => !parts.has(model) && (model.layers ?? []).length > 0);
}

function creating(factory: AnyFunction, files: UserFiles, made: WeakMap<object, Place>): AnyFunction {
  const watched: AnyFunction = function (...args) {
    const layer = factory.apply(this, args);
    const place = files.caller(watched, true);
    if (place !== undefined && typeof layer === "object" && layer !== null) made.set(layer, place);
    return layer;
  };
  return watched;
}

/** Training is not begun: what it was given is told and tried on the loss, and the program waits there for ever. */
function stopTraining(
  prototype: object,
  name: string,
  files: UserFiles,
  channel: Channel,
  note: (fitting: Fitting | Promise<Fitting>) => void,
): void {
  wrap(prototype, name, () => {
    const watched: AnyFunction = function (...args) {
      const model = this as ModelLike;
      const place = files.caller(watched, false);
      const told = ([x, y]: readonly unknown[]): Fitting => {
        const [xs, ys] = [tensorsIn(x), tensorsIn(y)];
        channel.send("fit", { place, x: xs.map(describe), y: ys.map(describe) });
        if (isData(xs) && isData(ys)) tryLoss(model, x, y, place, channel);
        return { model, x: xs.map(describe), place };
      };
      note(name === "fitDataset" ? firstBatch(args[0], channel).then(told) : told(args));
      return new Promise(() => undefined);
    };
    return watched;
  });
}

const DRAWING = 10_000;

/** Of a data set, which training would draw one after the other. */
async function firstBatch(data: unknown, channel: Channel): Promise<readonly unknown[]> {
  try {
    const { iterator } = data as { iterator: () => Promise<{ next(): Promise<{ value: unknown }> }> };
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`it gave none in ${String(DRAWING / 1000)} s`)), DRAWING).unref();
    });
    const drawn = async (): Promise<unknown> => (await (await iterator.call(data)).next()).value;
    const batch = await Promise.race([drawn(), late]);
    if (Array.isArray(batch)) return batch as readonly unknown[];
    const { xs, ys } = batch as { xs: unknown; ys: unknown };
    return [xs, ys];
  } catch (fault) {
    channel.send("note", { text: `the data set gave no batch: ${messageOf(fault)}` });
    return [];
  }
}

/** `evaluate` makes the same demands on data as `fit` does, and changes nothing. Two rows suffice. */
function tryLoss(model: ModelLike, x: unknown, y: unknown, place: Place | undefined, channel: Channel): void {
  const { evaluate, loss } = model as unknown as { evaluate: AnyFunction; loss?: unknown };
  const inputs = [...tensorsIn(x), ...tensorsIn(y)].map(describe);
  const named = typeof loss === "string" ? loss : "the loss";
  channel.send("phase", { name: "loss" }); // not a batch of the program's
  try {
    evaluate.call(model, firstRows(x), firstRows(y), { batchSize: 2, verbose: 0 });
    channel.send("loss", { name: named, place, inputs, ok: true });
  } catch (fault) {
    channel.send("loss", { name: named, place, inputs, ok: false, message: messageOf(fault) });
  }
}

/** What came of data that is not there has no rows. */
const isData = (tensors: readonly TensorLike[]): boolean => tensors.length > 0 && tensors.every(({ size }) => size > 0);

function firstRows(value: unknown): unknown {
  if (isTensor(value)) {
    const { shape, slice } = value as TensorLike & { slice: AnyFunction };
    const start = shape.map(() => 0);
    return shape.length === 0 ? value : slice.call(value, start, [Math.min(2, shape[0] ?? 0), ...shape.slice(1)]);
  }
  if (Array.isArray(value)) return value.map(firstRows);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, firstRows(each)]));
}

type RecordCall = (name: string, output: unknown, args: readonly unknown[], place: Place) => void;

/** The library's functions, each telling what it gives to a user's file; classes and everything else as they are. */
function wrapModule(tf: Members, files: UserFiles, record: RecordCall, instead: Members): object {
  const wrapped: Members = {};
  const known = new Map<unknown, unknown>();
  const wrapValue = (name: string, value: unknown): unknown => {
    if (typeof value !== "function" || /^[A-Z]/.test(name)) return value;
    const before = known.get(value);
    if (before !== undefined) return before;
    const operation = value as AnyFunction;
    const watched: AnyFunction = function (...args) {
      const place = files.caller(watched, true);
      const output = operation.apply(this === wrapped ? tf : this, args);
      if (place !== undefined) record(name, output, args, place);
      return output;
    };
    const result = Object.assign(watched, value);
    known.set(value, result);
    return result;
  };
  for (const name of Object.keys(tf))
    Object.defineProperty(wrapped, name, {
      enumerable: true,
      configurable: true,
      get: () => instead[name] ?? wrapValue(name, tf[name]),
    });
  Object.defineProperty(wrapped, "__esModule", { value: true });
  Object.defineProperty(wrapped, "default", { get: () => wrapped });
  return wrapped;
}

function prototypeWith(start: object, name: string): object | undefined {
  for (let at: object | null = start; at !== null; at = Object.getPrototypeOf(at) as object | null)
    if (Object.hasOwn(at, name)) return at;
  return undefined;
}

function wrap(holder: object, name: string, make: (before: AnyFunction) => AnyFunction): void {
  const members = holder as Members;
  const before = members[name];
  if (typeof before === "function") members[name] = make(before as AnyFunction);
}

export function isTensor(value: unknown): value is TensorLike {
  return (
    typeof value === "object" && value !== null && "dataId" in value && "shape" in value && Array.isArray(value.shape)
  );
}

export function tensorsIn(value: unknown): readonly TensorLike[] {
  if (isTensor(value)) return [value];
  if (Array.isArray(value)) return value.slice(0, 32).flatMap(tensorsIn);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return [];
  return Object.values(value).slice(0, 32).filter(isTensor);
}

export function describe({ shape, dtype }: TensorLike): Described {
  return { shape: [...shape], dtype };
}

export function messageOf(fault: unknown): string {
  if (!(fault instanceof Error)) return JSON.stringify(fault ?? "nothing");
  // The library says "Error in matMul: …" by itself.
  return fault.message.startsWith(fault.name) ? fault.message : `${fault.name}: ${fault.message}`;
}

function parametersOf(layer: LayerLike): number {
  try {
    return layer.countParams();
  } catch {
    return 0; // not built
  }
}
