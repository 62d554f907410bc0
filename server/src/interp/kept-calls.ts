/**
 * Calls of libraries with arguments that are known to the last value: `nn.Conv2d(3, 64, 3)`, `resnet18()`, `F.relu(x)`, and a layer that nobody
 * changed since it was made. What they give depends on nothing else, so one that makes new things only is run once, and what it made is copied
 * wherever the like is called again: in a loop, in the next class, after the next edit.
 */
import { argumentKey } from "./argument-key.ts";
import { constructorCall } from "./call-facts.ts";
import { Copies } from "./copies.ts";
import type { CallRecord } from "./frames.ts";
import { isOfLibrary } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { areAlike, prototypeOf } from "./prototypes.ts";
import type { Pairs } from "./prototypes.ts";
import type { Satisfied } from "./recorder.ts";
import type { CallArguments, InstanceValue, TensorValue, Value } from "./values.ts";

/** What a call made, and which operations it met the requirements of. */
interface Made {
  /** What stands in it for the arguments, which are given anew each time. */
  readonly args: readonly Value[];
  readonly value: Value;
  readonly satisfied: readonly Satisfied[];
}

/** Kept of one callee: more are a loop's. */
const mostKept = 500;

export class KeptCalls {
  private readonly it: Interpreter;
  private readonly kept = new Map<Value, Map<string, Made>>();
  /** Stands for the call in what is kept: the real one is put in its place. */
  private readonly anywhere: CallRecord;

  constructor(it: Interpreter) {
    this.it = it;
    this.anywhere = {
      id: 0,
      module: it.root.module,
      expression: { kind: "broken", span: { start: 0, end: 0 }, children: [] },
      call: undefined,
      callee: undefined,
      positional: [],
      named: new Map(),
      frame: it.root,
      uncertain: 0,
    };
  }

  /** The call of a library's class or function, or of an instance of its class; a method's object is its first argument. */
  call(callee: Value, args: CallArguments, record: CallRecord, run: () => Value): Value {
    const { heap, recorder } = this.it;
    if (heap.librariesAreChanged) return run();
    const known = this.knownCallee(callee);
    if (known === undefined) return run();
    const { prototype, parts } = known;
    const given = argumentKey(args, parts);
    if (given === undefined || (given.includes("T") && this.it.remembersTensors())) return run();
    // What a layer meets, it meets for the sake of its own call, or of the call that made it.
    const key = record.callee === callee ? given : `in ${given}`;
    let kept = this.kept.get(prototype);
    if (kept === undefined) this.kept.set(prototype, (kept = new Map<string, Made>()));
    const made = kept.get(key);
    if (made !== undefined) return this.again(made, inverse(parts), argumentsOf(args), record);
    return recorder.isMuted || kept.size >= mostKept ? run() : this.remember(kept, key, parts, args, record, run);
  }

  /** The callee as the library made it, with its own objects and what stands for them. */
  private knownCallee(callee: Value): { prototype: Value; parts: Pairs } | undefined {
    const parts: Pairs = new Map();
    switch (callee.kind) {
      case "class":
      case "function":
        return isOfLibrary(callee) ? { prototype: callee, parts } : undefined;
      case "instance": {
        const prototype = prototypeOf(callee);
        return prototype !== callee && areAlike(callee, prototype, parts) ? { prototype, parts } : undefined;
      }
      default:
        return undefined;
    }
  }

  private again(made: Made, pairs: Pairs, args: readonly Value[], record: CallRecord): Value {
    const { heap, recorder } = this.it;
    made.args.forEach((model, i) => {
      pairArguments(model, args[i] as Value, pairs);
    });
    const copies = new Copies({
      heap,
      pairs,
      site: (call) => (call === this.anywhere ? record : undefined),
      since: 0,
      made: (model, copy) => (copy.prototype = prototypeOf(model)),
    });
    const value = copies.of(made.value) ?? made.value;
    for (const instance of copies.instances) recorder.constructed(instance);
    if (!recorder.isMuted) for (const each of made.satisfied) this.satisfiedAgain(each, pairs, record);
    return value;
  }

  /** What the call met then, it meets now, with the layers that are there now. */
  private satisfiedAgain({ operation, outwards, layer }: Satisfied, pairs: Pairs, record: CallRecord): void {
    const actual = layer === undefined ? undefined : (pairs.get(layer) as InstanceValue | undefined);
    const call = layer === undefined ? record : actual && constructorCall(actual);
    if (call !== undefined) this.it.recorder.satisfied(operation, call, outwards, actual);
  }

  private remember(
    kept: Map<string, Made>,
    key: string,
    parts: Pairs,
    args: CallArguments,
    record: CallRecord,
    run: () => Value,
  ): Value {
    const { heap, recorder } = this.it;
    const mark = heap.mark();
    const born = heap.stamp();
    const { faults, notes, watched } = recorder;
    const satisfied: Satisfied[] = [];
    recorder.watched = satisfied;
    let value: Value;
    try {
      value = run();
    } finally {
      recorder.watched = watched;
      watched?.push(...satisfied);
    }
    if (recorder.faults !== faults || recorder.notes !== notes || !heap.onlyNewSince(mark, born)) return value;
    const pairs: Pairs = new Map(parts);
    const models = this.standIns(args, pairs);
    if (models === undefined) return value;
    const copies = new Copies({
      heap,
      pairs,
      site: (call) => (call === record ? this.anywhere : undefined),
      since: born,
      made: (object, copy) => (object.prototype ??= copy),
    });
    const lasting = copies.of(value);
    if (lasting === undefined) return value;
    const met = satisfied.flatMap((each): Satisfied[] => {
      if (each.layer === undefined) return [each];
      const layer = pairs.get(each.layer);
      return layer?.kind === "instance" ? [{ ...each, layer }] : [];
    });
    kept.set(key, { args: models, value: lasting, satisfied: met });
    return value;
  }

  /** What stands for the arguments in what is kept. */
  private standIns(args: CallArguments, pairs: Pairs): readonly Value[] | undefined {
    const { heap } = this.it;
    const copies = new Copies({ heap, pairs, site: () => this.anywhere, since: 0 });
    const models: Value[] = [];
    for (const value of argumentsOf(args)) {
      for (const tensor of tensorsIn(value))
        if (!pairs.has(tensor)) pairs.set(tensor, { ...tensor, born: heap.stamp(), producer: undefined });
      const model = copies.of(value);
      if (model === undefined) return undefined;
      models.push(model);
    }
    return models;
  }
}

function argumentsOf({ positional, named }: CallArguments): readonly Value[] {
  return named.size === 0 ? positional : [...positional, ...named.values()];
}

function tensorsIn(value: Value): readonly TensorValue[] {
  if (value.kind === "tensor") return [value];
  return value.kind === "tuple" || value.kind === "list" ? value.items.flatMap(tensorsIn) : [];
}

/** Arguments of one key are built alike. */
function pairArguments(model: Value, actual: Value, pairs: Pairs): void {
  if (model.kind === "instance") areAlike(model, actual, pairs);
  else if ((model.kind === "tuple" || model.kind === "list") && model.kind === actual.kind) {
    if (model.kind === "list") pairs.set(model, actual);
    model.items.forEach((item, i) => {
      pairArguments(item, actual.items[i] as Value, pairs);
    });
  } else if ("born" in model) pairs.set(model, actual);
}

function inverse(parts: Pairs): Pairs {
  const inverted: Pairs = new Map();
  for (const [actual, prototype] of parts) inverted.set(prototype, actual);
  return inverted;
}
