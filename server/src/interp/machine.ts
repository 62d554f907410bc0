/**
 * One run of the interpreter: its heap, assumptions, call stack, fuel and loaded modules, and the ports to whoever knows files,
 * languages and libraries. A machine lives for one analysis and is thrown away.
 */
import type { Shape, Dim, DType, FreshSizes, Row, TensorType } from "../shape/index.ts";
import type { Assumptions } from "./assumptions.ts";
import type { Heap } from "./heap.ts";
import type { CallRecord, Frame } from "./frames.ts";
import type { Iteration, Language } from "./language.ts";
import type { ReadNames } from "./read-names.ts";
import type { Recorder } from "./recorder.ts";
import type { Environment, SourceModule } from "./environment.ts";
import type {
  CallArguments,
  ClassValue,
  DictValue,
  InstanceValue,
  IteratorValue,
  ListValue,
  ModuleValue,
  OpenValue,
  SetValue,
  TensorValue,
  TensorProducer,
  Value,
} from "./values.ts";

/** What a run needs from outside. */
export interface MachinePorts {
  /** The module of that name as seen from a file; `undefined` if it cannot be found. */
  resolveModule(machine: Machine, name: string, level: number, from: SourceModule): ModuleValue | undefined;
  languageOf(module: SourceModule): Language;
  /** True when the run should end: a newer edit came. */
  stopped(): boolean;
  /** The class that tensors are instances of, for attributes, methods and operators; loaded from the library's model. */
  tensorClass(machine: Machine, tensor: TensorValue | OpenValue): ClassValue | undefined;
  /** What makes a value of a data type that is called (`np.float32(2)`): takes the type, then the arguments. */
  makerOfType?(machine: Machine): Value | undefined;
  /** Whether calling this unknown thing leaves its arguments alone (printing, logging, optimisers…). */
  isHarmless(qualifiedName: string): boolean;
  /** The sizes that an instance stands for, where a language or library keeps a shape of unknown rank in one. */
  sizesOf?(machine: Machine, instance: InstanceValue): Shape | undefined;
  /** The text of the project's file that an address means, as code of that module would ask for it. */
  assetText?(url: string, from: SourceModule): string | undefined;
  /** The value, with what the text of the type that it is declared to be tells of it, where nothing else is known. */
  declared?(value: Value, type: string): Value;
  /** The text of a type, with what the types of other files in it mean. */
  typeMeant?(type: string): string;
  /** A tuple with named fields, as an operation gives it. */
  namedTuple(machine: Machine, names: readonly string[], items: readonly Value[]): Value;
}

/**
 * The interpreter as language runtimes and models see it. Implemented in `interpreter.ts`.
 */
export interface Machine extends FreshSizes {
  readonly heap: Heap;
  readonly assumptions: Assumptions;
  readonly recorder: Recorder;
  readonly reads: ReadNames | undefined;
  readonly ports: MachinePorts;
  readonly frame: Frame;
  /** Where the running code's names live. */
  readonly environment: Environment;
  /** The language of the code that is running. */
  readonly language: Language;

  /** Calls any value. */
  call(callee: Value, args: CallArguments, site?: CallRecord): Value;
  callWith(callee: Value, ...positional: readonly Value[]): Value;
  /** Attribute by the rules of the running language; unknown where it cannot be told or does not exist. */
  attribute(object: Value, name: string): Value;
  /** Items of an iterable; unknown iterables give `{ items: [], rest: unknown }`. */
  iterate(value: Value): Iteration;
  truth(value: Value): boolean | undefined;

  list(items: readonly Value[], rest?: Value): ListValue;
  set(items: readonly Value[], rest?: Value): SetValue;
  iterator(items: readonly Value[], rest?: Value): IteratorValue;
  dict(entries?: Iterable<readonly [Value, Value]>, rest?: Value): DictValue;
  tensor(
    type: TensorType,
    producer?: TensorProducer,
    options?: { parameter?: boolean; buffer?: boolean; trainable?: boolean; library?: string },
  ): TensorValue;
  /** A definite integer that is not known. */
  anyInt(bounds?: { readonly min?: number; readonly max?: number }): Value;
  open(name: string, type?: string): OpenValue;

  /** An open or derived value seen as an integer or as a tensor: the first use decides, later ones agree. */
  asInt(value: Value): Dim | undefined;
  asTensor(value: Value): TensorValue | undefined;
  /** The integer that a value is or, as a tensor of no axes, holds. */
  integerIn(value: Value): Dim | undefined;
  /** Whether an open value has already been seen as a tensor. */
  isOpenTensor(value: OpenValue): boolean;
  /** A part of an open value (`batch[0]`, `config.hidden`), the same one each time. */
  openPart(value: OpenValue, key: string, type?: string): OpenValue;

  join(left: Value, right: Value): Value;
  /** Runs each alternative from the present state and joins what they did and gave. */
  either(...alternatives: (() => Value)[]): Value;
  /** Runs it and undoes all that it did; facts are not recorded. */
  hypothetically<T>(run: () => T): T;
  /** Runs what may run or not, once or often: all that it wrote is unknown afterwards. */
  perhaps(run: () => void): void;

  /** What code that we cannot see may have done: everything mutable that the values reach becomes unknown. */
  escape(values: Iterable<Value>): void;
  /** How often the program stands ready for what goes wrong here. */
  guarded: number;
  /** The program stops here on every path: raises. */
  raise(exception: Value | undefined): never;

  importModule(name: string, level: number, from: SourceModule): ModuleValue | undefined;
  /** Counts a step; ends the run when fuel is gone or a newer edit came. */
  step(): void;
}

export type { DType, Row, Shape };
