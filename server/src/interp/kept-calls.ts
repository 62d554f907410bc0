/**
 * Calls of libraries (`nn.Conv2d(3, 64, 3)`, `resnet18()`, `F.relu(x)`) and of layers and networks that are made of library parts. What they give
 * depends on what they are given and on nothing else, so one that makes new things only is run once, and what it made is copied wherever the like
 * is called again: in a loop, in the next class, after the next edit.
 */
import { constructorCall } from "./call-facts.ts";
import { keyOfCall } from "./call-key.ts";
import type { CallKey } from "./call-key.ts";
import { Copies } from "./copies.ts";
import type { Pairs } from "./copies.ts";
import type { CallRecord } from "./frames.ts";
import { isOfLibrary } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { holdersIn, prototypeOf } from "./prototypes.ts";
import { isEmpty, SizesOfCall, sizesOfAgain } from "./stand-in-sizes.ts";
import type { Symbols } from "./stand-in-sizes.ts";
import type { CallArguments, HeapObject, Value } from "./values.ts";
import type { Satisfied, Watched } from "./watched.ts";

/** What a call made, and what was recorded of it. */
interface Made {
  /** What stands in it for what the call is given, which is another each time. */
  readonly given: readonly Value[];
  readonly sizes: { readonly given: Symbols; readonly made: Symbols };
  readonly value: Value;
  readonly watched: Watched;
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

  /** The call of a class, a function or an instance, made for the sake of the program's call `record`. */
  call(callee: Value, args: CallArguments, record: CallRecord, run: () => Value): Value {
    const { heap, recorder, assumptions } = this.it;
    const isInstance = callee.kind === "instance";
    const code = isInstance ? callee.class : callee;
    if ((code.kind !== "class" && code.kind !== "function") || !isOfLibrary(code)) return run();
    if (args.open || heap.librariesAreChanged) return run();
    // An input that was seen to be a tensor is that tensor.
    const seen = (value: Value): Value => (value.kind === "open" ? (assumptions.seenAsTensor(value) ?? value) : value);
    const positional = (isInstance ? [callee, ...args.positional] : args.positional).map(seen);
    const named = new Map([...args.named].map(([name, value]) => [name, seen(value)] as const));
    const key = keyOfCall(positional, named, assumptions);
    if (key === undefined || (key.hasTensors && this.it.tensorMemories.some(({ size }) => size > 0))) return run();
    const given = named.size === 0 ? positional : [...positional, ...named.values()];
    let kept = this.kept.get(code);
    if (kept === undefined) this.kept.set(code, (kept = new Map<string, Made>()));
    // What a layer meets, it meets for the sake of its own call, or of the call that made it.
    const text = `${isInstance ? (record.callee === callee ? "self " : "inner ") : ""}${key.text}`;
    const made = kept.get(text);
    if (made !== undefined) return this.again(made, given, key, record);
    if (recorder.isMuted || kept.size >= mostKept) return run();
    const { value, made: lasting } = this.remember(key, given, record, run);
    if (lasting !== undefined) kept.set(text, lasting);
    return value;
  }

  private again(made: Made, given: readonly Value[], now: Symbols, record: CallRecord): Value {
    const { heap, recorder } = this.it;
    const pairs: Pairs = new Map();
    made.given.forEach((model, i) => {
      pair(model, given[i] as Value, pairs);
    });
    const hasSizes = !isEmpty(made.sizes.given) || !isEmpty(made.sizes.made);
    const copies = new Copies({
      heap,
      pairs,
      sizes: sizesOfAgain(made.sizes, now, () => this.it.nextId()),
      site: (call) => (call === this.anywhere ? record : undefined),
      since: 0,
      made: (model, copy) => {
        copy.prototype = hasSizes ? undefined : prototypeOf(model);
      },
    });
    const value = copies.of(made.value) ?? made.value;
    for (const instance of copies.instances) recorder.constructed(instance);
    if (recorder.isMuted) return value;
    for (const each of made.watched.satisfied) this.satisfiedAgain(each, pairs, record);
    for (const { layer, output } of made.watched.outputs) {
      const actual = pairs.get(layer);
      const copied = copies.of(output);
      if (actual?.kind === "instance" && copied !== undefined) recorder.layerOutput(this.it, actual, copied);
    }
    return value;
  }

  /** What the call met then, it meets now, with the layers that are there now. */
  private satisfiedAgain({ operation, outwards, layer }: Satisfied, pairs: Pairs, record: CallRecord): void {
    const actual = layer === undefined ? undefined : pairs.get(layer);
    this.it.recorder.turns.held(operation, record.expression);
    if (layer === undefined) this.it.recorder.satisfied(operation, record, outwards, undefined);
    else if (actual?.kind === "instance") {
      const call = constructorCall(actual);
      if (call !== undefined) this.it.recorder.satisfied(operation, call, outwards, actual);
    }
  }

  private remember(
    { symbols, rows }: CallKey,
    given: readonly Value[],
    record: CallRecord,
    run: () => Value,
  ): { value: Value; made?: Made } {
    const { heap, recorder, assumptions } = this.it;
    const pairs: Pairs = new Map();
    const sizes = new SizesOfCall(assumptions, { symbols, rows }, this.it.nextId());
    // Before the call runs: afterwards what it was given may be another.
    const standIns = new Copies({ heap, pairs, sizes, since: 0, made: () => undefined });
    const models = given.map((value) => standIns.of(value));
    const mark = heap.mark();
    const born = heap.stamp();
    const { faults, notes, watched } = recorder;
    const seen: Watched = { satisfied: [], outputs: [] };
    recorder.watched = seen;
    let value: Value;
    try {
      value = run();
    } finally {
      recorder.watched = watched;
      watched?.satisfied.push(...seen.satisfied);
      watched?.outputs.push(...seen.outputs);
    }
    if (recorder.faults !== faults || recorder.notes !== notes || !heap.onlyNewSince(mark, born)) return { value };
    if (models.includes(undefined)) return { value };
    const prototypes: [HeapObject, HeapObject][] = [];
    const copies = new Copies({
      heap,
      pairs,
      sizes,
      site: (call) => (call === record ? this.anywhere : undefined),
      since: born,
      made: (object, copy) => {
        prototypes.push([object, copy]);
      },
    });
    const lasting = copies.of(value);
    if (lasting === undefined) return { value };
    const lastingSeen = lastingNotes(seen, pairs, copies);
    if (lastingSeen === undefined) return { value };
    const { made } = sizes;
    // Objects that hold a size of their own are not alike.
    if (symbols.length + rows.length === 0 && isEmpty(made))
      for (const [object, copy] of prototypes) object.prototype ??= copy;
    return {
      value,
      made: {
        given: models as Value[],
        sizes: { given: { symbols, rows }, made },
        value: lasting,
        watched: lastingSeen,
      },
    };
  }
}

/** The same of the objects that stand for those of the call. */
function lastingNotes(seen: Watched, pairs: Pairs, copies: Copies): Watched | undefined {
  const satisfied = new Map<string, Satisfied>();
  for (const each of seen.satisfied) {
    const layer = each.layer === undefined ? undefined : pairs.get(each.layer);
    if (each.layer !== undefined && layer?.kind !== "instance") continue;
    const known = layer?.kind === "instance" ? layer : undefined;
    const key = `${each.operation} ${String(known?.born)} ${String(each.outwards)}`;
    satisfied.set(key, { ...each, layer: known });
  }
  const outputs: Watched["outputs"] = [];
  for (const { layer, output } of seen.outputs) {
    const model = pairs.get(layer);
    const copied = copies.of(output);
    if (model?.kind !== "instance" || copied === undefined) return undefined;
    outputs.push({ layer: model, output: copied });
  }
  return { satisfied: [...satisfied.values()], outputs };
}

/** What calls of one key are given is built alike. */
function pair(model: Value, actual: Value, pairs: Pairs): void {
  if ("born" in model) {
    if (pairs.has(model)) return;
    pairs.set(model, actual);
  }
  switch (model.kind) {
    case "tuple":
    case "list":
    case "set":
      if (actual.kind === model.kind)
        model.items.forEach((item, i) => {
          pair(item, actual.items[i] as Value, pairs);
        });
      break;
    case "method":
      if (actual.kind === "method") pair(model.self, actual.self, pairs);
      break;
    case "dict":
      if (actual.kind === "dict")
        for (const [key, { value }] of model.entries) pair(value, actual.entries.get(key)?.value as Value, pairs);
      break;
    case "instance":
      if (actual.kind === "instance")
        for (const name of holdersIn(model))
          pair(model.attributes.get(name) as Value, actual.attributes.get(name) as Value, pairs);
      break;
    default:
  }
}
