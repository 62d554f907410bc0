/**
 * The magic module `shapeline.ops` that stubs call: every operation of `ops/` by its name, and a few primitives that look at
 * values rather than at shapes.
 */
import type { Interpreter } from "../../interp/interpreter.ts";
import { integerIn } from "../../interp/scalars.ts";
import type { Machine } from "../../interp/machine.ts";
import { RaiseSignal } from "../../interp/signals.ts";
import {
  bool,
  builtin,
  constantInt,
  constantNumber,
  falseValue,
  float,
  int,
  none,
  str,
  unknown,
} from "../../interp/values.ts";
import type { CallArguments, TensorProducer, TensorValue, Value } from "../../interp/values.ts";
import type { LossContract } from "../../facts/index.ts";
import type { Operation } from "../../ops/define.ts";
import { eachSample, elementCount, isFloating, rankOf, symbol } from "../../shape/index.ts";
import type { DType, TensorType } from "../../shape/index.ts";
import { assumingJudge } from "./judge.ts";
import { callOperation } from "./run-op.ts";
import { Outcomes } from "./outcomes.ts";
import type { OpSession } from "./run-op.ts";
import { introspections } from "./introspect.ts";
import { moduleTree } from "./module-tree.ts";
import { environmentPrimitives } from "./program-environment.ts";
import { symbolicPrimitives } from "./symbolic.ts";
import { makeTensor, runningLibrary } from "./tensor-library.ts";
import { batchOf, lastTurn } from "./batch.ts";
import { elsewhere } from "./elsewhere.ts";
import { classIndex } from "./labels.ts";
import { isWrittenDown, pickedSample, someOf } from "./picked.ts";
import { literalTensor } from "./literal.ts";
import { nestedNumbers } from "./numbers.ts";

type Primitive = (it: Interpreter, args: readonly Value[]) => Value;

/** `losses` says what each loss operation expects; `versionOf`, which version of a distribution is installed where the program runs, if that is known. */
export function nativeOps(
  operations: ReadonlyMap<string, Operation>,
  losses: ReadonlyMap<string, LossContract>,
  versionOf: (distribution: string) => string | undefined,
): ReadonlyMap<string, Value> {
  const members = new Map<string, Value>();
  const sessions = new WeakMap<Interpreter, OpSession>();
  const sessionOf = (it: Interpreter): OpSession => {
    const known = sessions.get(it);
    if (known !== undefined) return known;
    const session: OpSession = {
      // A state of the library: under another one its functions give other things.
      born: 1,
      judge: assumingJudge(it),
      outcomes: new Outcomes(),
      mixedPrecision: falseValue,
    };
    sessions.set(it, session);
    return session;
  };
  for (const [name, operation] of operations) {
    members.set(
      name,
      builtin(`shapeline.ops.${name}`, (machine, args) =>
        callOperation(interpreterOf(machine), operation, args, losses.get(name), sessionOf(interpreterOf(machine))),
      ),
    );
  }
  const full = operations.get("full");
  if (full !== undefined) {
    // Numbers in [0, 1): what a probability could be.
    members.set(
      "rand",
      builtin("shapeline.ops.rand", (machine, args) =>
        callOperation(
          interpreterOf(machine),
          full,
          {
            ...args,
            named: new Map([
              ["low", float(0)],
              ["high", float(1)],
            ]),
          },
          undefined,
          sessionOf(interpreterOf(machine)),
        ),
      ),
    );
  }
  /** Turns mixed precision on or off, and answers what it was before. */
  members.set(
    "mixed_precision",
    builtin("shapeline.ops.mixed_precision", (machine, args) => {
      const it = interpreterOf(machine);
      const session = sessionOf(it);
      const before = session.mixedPrecision;
      it.heap.assign(session, "mixedPrecision", args.positional[0] ?? unknown);
      return before;
    }),
  );
  for (const [name, primitive] of Object.entries({
    ...primitives,
    ...introspections,
    ...moduleTree,
    ...symbolicPrimitives(),
    ...environmentPrimitives(versionOf),
  })) {
    members.set(
      name,
      builtin(`shapeline.ops.${name}`, (machine: Machine, args: CallArguments) =>
        primitive(interpreterOf(machine), args.positional),
      ),
    );
  }
  return members;
}

/** Every machine is an interpreter: models see more of it than languages do. */
const interpreterOf = (machine: Machine): Interpreter => machine as unknown as Interpreter;

const primitives: Readonly<Record<string, Primitive>> = {
  unknown: () => unknown,
  dtype: (_, [name]) =>
    name?.kind === "str" && name.value !== undefined ? { kind: "dtype", dtype: name.value as DType } : unknown,
  is_dtype: (_, [value]) =>
    value === undefined || value.kind === "unknown" || value.kind === "open"
      ? bool(undefined)
      : bool(value.kind === "dtype"),
  is_tensor: (it, [value]) =>
    value === undefined || value.kind === "unknown"
      ? bool(undefined)
      : value.kind === "open"
        ? bool(it.isOpenTensor(value) ? true : undefined)
        : bool(value.kind === "tensor"),
  elsewhere: (it, [value]) => elsewhere(it, value),
  /** Never in doubt: what may be one, is none. */
  surely_tensor: (_, [value]) => bool(value?.kind === "tensor"),
  is_floating: (_, [value]) => (value?.kind === "dtype" ? bool(isFloating(value.dtype)) : bool(undefined)),
  /** A definite size that is not known, perhaps of no less than so much. */
  size: (it, [name, least]) =>
    int(
      it.size(name?.kind === "str" ? (name.value ?? "size") : "size", {
        min: least === undefined ? 0 : (constantInt(least) ?? 0),
      }),
    ),
  /** What the function has for its parameters that called the one which is running, by their names. */
  arguments_of_caller: (it) => {
    const { function: fn, environment } = it.frame.caller ?? {};
    if (fn === undefined || environment === undefined) return unknown;
    return it.dict(
      fn.ir.parameters.flatMap(({ name }) => {
        const value = environment.variables.get(name);
        return value === undefined ? [] : [[str(name), value] as const];
      }),
    );
  },
  class_index: (it, [count]) => classIndex(it, count),
  /** The number of a sample of so many, of which each is asked for. */
  each_sample: (it, [count]) => {
    const samples = count === undefined ? undefined : constantInt(count);
    return int(samples === undefined || samples < 1 ? it.size("index") : eachSample(it.nextId(), samples));
  },
  /** A size that an input may have, whichever it is: the batch of a symbolic tensor. */
  open_size: (it, [name]) =>
    int(
      symbol({
        id: it.nextId(),
        name: name?.kind === "str" ? (name.value ?? "N") : "N",
        origin: "open",
        min: 1,
        max: Infinity,
      }),
    ),
  /** More afterwards tells that something broke in between, whether or not that was worth a report of its own. */
  breaks: (it) => int(it.recorder.breaks + it.recorder.faults),
  /** A layer that is not called, but asked by a method, gave this. */
  came_out: (it, [layer, output]) => {
    if (layer?.kind === "instance") it.recorder.layerOutput(it, layer, output ?? unknown);
    return output ?? unknown;
  },
  dtype_of: (it, [value]) => dtypeOf(it, value),
  /** What the function gives; unknown, and nothing is reported of it, if anything breaks in it. */
  attempt: (it, [run]) => attempt(it, run ?? unknown),
  /** The text of the file of the project that the program asks for by this address. */
  project_text: (it, [address]) => {
    const from = it.projectSite()?.module;
    // The file may change: the call is run anew each time.
    it.recorder.notes += 1;
    if (address?.kind !== "str" || address.value === undefined || from === undefined) return unknown;
    const text = it.ports.assetText?.(address.value, from);
    return text === undefined ? unknown : str(text);
  },
  parameter: (it, [data, trainable, mixes]) =>
    owned(it, data, {
      parameter: true,
      mixes: mixes?.kind === "bool" && mixes.value === true,
      trainable: trainable?.kind !== "bool" || trainable.value !== false,
    }),
  buffer: (it, [data]) => owned(it, data, { buffer: true, trainable: false }),
  tensor: (it, [data, dtype, whole]) => literalTensor(it, data ?? none, dtype, whole),
  assign: (it, [target, value]) => assign(it, target, value),
  item: (it, [value]) => item(it, value),
  numel: (it, [value]) => {
    const tensor = value === undefined ? undefined : it.asTensor(value);
    const count = tensor === undefined ? undefined : elementCount(it.assumptions.resolveShape(tensor.type.shape));
    return count === undefined ? it.anyInt({ min: 0 }) : int(count);
  },
  /** What the numbers of a typed array are; None of other lists. */
  element_type: (_, [value]) =>
    value?.kind === "list" && value.elements !== undefined ? { kind: "dtype", dtype: value.elements } : none,
  /** Of elements whose values are not known. */
  tolist: (it) => it.list([], unknown),
  /** The same as lists within lists, as many as the tensor's sizes say; flat, as a typed array. */
  nested: (it, [value, flat]) => nestedNumbers(it, value, flat?.kind === "bool" && flat.value === true),
  numpy: (it, [value]) => inLibrary(it, value, "numpy"),
  /** The same numbers as a tensor of another library, or of the one whose code is running. */
  as_array: (it, [value]) => inLibrary(it, value, "numpy"),
  as_tensor: (it, [value]) => inLibrary(it, value, undefined),
  /** Whether it is NumPy's array, in the eyes of another library. */
  is_array: (_, [value]) => bool(value?.kind === "tensor" && value.library === "numpy"),
  /** An iterable of any number of such items. */
  many: (it, [item]) => it.iterator([], item ?? unknown),
  /** Any number of batches, and the last one if it is smaller: of so many samples in batches of such a size. With `whole`, one has all samples. */
  batches: (it, [batch = unknown, sample = unknown, samples, size, loader, whole]) => {
    const isOne = whole?.kind === "bool" && whole.value === true;
    const part = (value: Value): Value => (isOne ? value : someOf(it, value));
    return it.iterator([], part(batch), lastTurn(it, part(sample), samples, size, loader), batch);
  },
  batch: (it, [sample, size, exact]) => batchOf(it, sample ?? unknown, size, exact),
  either: (it, [values]) => {
    const { items, rest } = it.iterate(values ?? unknown);
    return (
      [...items, ...(rest === undefined ? [] : [rest])].reduce<Value | undefined>(
        (a, b) => (a === undefined ? b : it.join(a, b)),
        undefined,
      ) ?? unknown
    );
  },
  /** How many classes its numbers speak of, where it is exactly known. */
  classes: (it, [value]) => {
    const reading = value === undefined ? undefined : it.asTensor(value)?.type.reading?.classes;
    return reading?.kind === "exactly" ? int(reading.count) : unknown;
  },
  /** Whether it is a number that is known. */
  is_constant: (_, [value]) => bool(value !== undefined && constantNumber(value) !== undefined),
  /** A sample that was picked by one of these: of some classes there may be none left, unless the picking is written down. */
  picked: (it, [sample, indices]) =>
    isWrittenDown(indices) ? (sample ?? unknown) : pickedSample(it, sample ?? unknown),
  /** Whether it surely has so many axes: an open input is not asked. */
  has_rank: (it, [value, rank]) => {
    const shape = value?.kind === "tensor" ? it.assumptions.resolveShape(value.type.shape) : undefined;
    return bool(shape !== undefined && rank?.kind === "int" && rankOf(shape) === rank.size);
  },
  /** Whether it is a text that is known. */
  is_written: (_, [value]) => bool(value?.kind === "str" && value.value !== undefined),
  /** Whether a dictionary of which all keys are known has no such key. */
  surely_lacks: (_, [dictionary, name]) =>
    bool(
      dictionary?.kind === "dict" &&
        dictionary.rest === undefined &&
        [...dictionary.entries.values()].every(({ key }) => key.kind === "str" && key.value !== undefined) &&
        ![...dictionary.entries.values()].some(
          ({ key }) => key.kind === "str" && name?.kind === "str" && key.value === name.value,
        ),
    ),
  is_unknown: (_, [value]) => bool(value === undefined || value.kind === "unknown"),
  /** Calls it where nobody knows whether and when it is called: what it writes is unknown afterwards. */
  perhaps: (it, [callee, ...positional]) => {
    if (callee !== undefined)
      it.perhaps(() => {
        it.call(callee, { positional, named: new Map(), open: false });
      });
    return none;
  },
  /** What a layer gives within a model, for whoever looks at the call that made it. */
  note_output: (it, [layer, output]) => {
    if (layer?.kind === "instance" && layer.creation !== undefined && output?.kind === "tensor")
      it.recorder.output(layer.creation, it, output);
    return none;
  },
  /** Which of several outputs is compared from here on, by its name; None where there is one alone. */
  compares_part: (it, [name]) => {
    it.recorder.part = name?.kind === "str" ? name.value : undefined;
    return none;
  },
  /** Makes a fact of the program's call that led here: rules may want to change it for the sake of another. */
  note_call: (it) => {
    const site = it.projectSite();
    if (site !== undefined) it.recorder.call(site);
    return none;
  },
};

function attempt(it: Interpreter, run: Value): Value {
  const { frame, environment } = it;
  const { broken } = it.recorder;
  const before = broken.length;
  try {
    const value = it.callWith(run);
    if (broken.length === before) return value;
  } catch (signal) {
    if (!(signal instanceof RaiseSignal)) throw signal;
    it.resume(frame, environment);
  }
  broken.splice(before);
  return unknown;
}

function dtypeOf(it: Interpreter, value: Value | undefined): Value {
  if (value?.kind === "tensor")
    return value.type.dtype === undefined ? unknown : { kind: "dtype", dtype: value.type.dtype };
  if (value?.kind === "int") return { kind: "dtype", dtype: "int64" };
  if (value?.kind === "bool") return { kind: "dtype", dtype: "bool" };
  if (value?.kind === "float") return { kind: "dtype", dtype: "float32" };
  const tensor = value?.kind === "open" && it.isOpenTensor(value) ? it.asTensor(value) : undefined;
  return tensor?.type.dtype === undefined ? unknown : { kind: "dtype", dtype: tensor.type.dtype };
}

function inLibrary(it: Interpreter, value: Value | undefined, library: string | undefined): Value {
  const tensor = value?.kind === "tensor" || value?.kind === "open" ? it.asTensor(value) : undefined;
  if (tensor === undefined) return value ?? unknown;
  if (tensor.library !== undefined && tensor.library === (library ?? runningLibrary(it))) return tensor;
  const { type, producer } = tensor;
  return library === undefined ? makeTensor(it, type, producer) : it.tensor(type, producer, { library });
}

/** The same numbers, as a tensor that a module owns. */
function owned(
  it: Interpreter,
  data: Value | undefined,
  role: { parameter?: boolean; buffer?: boolean; mixes?: boolean; trainable: boolean },
): Value {
  const tensor = data === undefined ? undefined : it.asTensor(data);
  const type: TensorType = tensor?.type ?? { shape: { lead: [], rest: it.row("rest"), tail: [] } };
  return makeTensor(it, type, tensor?.producer, role);
}

/** The in-place forms: the tensor itself becomes the result. */
function assign(it: Interpreter, target: Value | undefined, value: Value | undefined): Value {
  const tensor = target === undefined ? undefined : it.asTensor(target);
  if (tensor === undefined) return target ?? unknown;
  const after = value === undefined ? undefined : it.asTensor(value);
  const type: TensorType = after?.type ?? { shape: { lead: [], rest: it.row("rest"), tail: [] } };
  const made = after?.producer === undefined ? undefined : ofWhatItWas(it, after.producer, tensor);
  it.heap.assign(tensor, "type", type);
  if (tensor.scalar !== undefined) it.heap.assign(tensor, "scalar", undefined);
  if (made !== undefined) it.heap.assign(tensor as TensorValue & { producer: TensorProducer }, "producer", made);
  return tensor;
}

/** A tensor that is changed in place is made of what it was before, not of itself. */
function ofWhatItWas(it: Interpreter, made: TensorProducer, tensor: TensorValue): TensorProducer {
  const before = makeTensor(it, tensor.type, tensor.producer);
  const of = (producer: TensorProducer, depth: number): TensorProducer => ({
    ...producer,
    inputs: producer.inputs.map((input) => {
      if (input === tensor) return before;
      // A form of several steps: casts, products, sums.
      const isStep = depth > 0 && input.producer !== undefined && input.producer.call === made.call;
      return isStep ? makeTensor(it, input.type, of(input.producer, depth - 1)) : input;
    }),
  });
  return of(made, 3);
}

function item(it: Interpreter, value: Value | undefined): Value {
  const tensor = value === undefined ? undefined : it.asTensor(value);
  const dtype = tensor?.type.dtype;
  if (tensor === undefined || dtype === undefined) return unknown;
  const known = integerIn(it, tensor);
  if (known !== undefined) return int(known);
  if (dtype === "bool") return bool(undefined);
  return isFloating(dtype) ? { kind: "float" } : it.anyInt();
}
