/**
 * Calls of libraries with arguments that are known to the last value: `nn.Conv2d(3, 64, 3)`, `resnet18()`. What they make depends on nothing
 * else, so one that makes new things only is run once, and what it made is copied wherever it is called again: in a loop, in the next class,
 * after the next edit.
 */
import type { CallRecord } from "./frames.ts";
import { isOfLibrary } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import type {
  CallArguments,
  InstanceValue,
  IteratorValue,
  ListValue,
  SetValue,
  TensorProducer,
  Value,
} from "./values.ts";

/** What a call made, and which operations it met the requirements of. */
interface Made {
  readonly value: Value;
  readonly satisfied: ReadonlyMap<string, boolean>;
}

/** Kept of one callee: more are a loop's. */
const mostKept = 500;

export class LibraryCalls {
  private readonly it: Interpreter;
  private readonly kept = new Map<Value, Map<string, Made>>();
  /** What is kept was made after this: everything older in it is shared with the libraries. */
  private readonly oldest: number;
  /** Stands for the call in what is kept: the real one is put in its place. */
  private readonly anywhere: CallRecord;

  constructor(it: Interpreter) {
    this.it = it;
    this.oldest = it.heap.stamp();
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

  call(callee: Value, args: CallArguments, record: CallRecord, run: () => Value): Value {
    const isLibrary = (callee.kind === "class" || callee.kind === "function") && isOfLibrary(callee);
    const key = isLibrary && !this.it.heap.librariesAreChanged ? keyOfArguments(args) : undefined;
    if (key === undefined) return run();
    let kept = this.kept.get(callee);
    if (kept === undefined) this.kept.set(callee, (kept = new Map<string, Made>()));
    const made = kept.get(key);
    if (made !== undefined) return this.again(made, record);
    return this.it.recorder.isMuted ? run() : this.remember(kept, key, record, run);
  }

  private again(made: Made, record: CallRecord): Value {
    const { recorder } = this.it;
    const copy = new Copy(this.it, this.oldest, this.anywhere, record);
    const value = copy.of(made.value) ?? made.value;
    for (const instance of copy.instances) recorder.constructed(instance);
    if (!recorder.isMuted)
      for (const [operation, outwards] of made.satisfied) recorder.satisfied(operation, record, outwards);
    return value;
  }

  private remember(kept: Map<string, Made>, key: string, record: CallRecord, run: () => Value): Value {
    const { heap, recorder } = this.it;
    const mark = heap.mark();
    const born = heap.stamp();
    const { faults, watched } = recorder;
    const satisfied = new Map<string, boolean>();
    recorder.watched = satisfied;
    let value: Value;
    try {
      value = run();
    } finally {
      recorder.watched = watched;
      for (const [operation, outwards] of satisfied) watched?.set(operation, outwards);
    }
    if (recorder.faults !== faults || kept.size >= mostKept || !heap.onlyNewSince(mark, born)) return value;
    const copy = new Copy(this.it, born, record, this.anywhere);
    const lasting = copy.of(value);
    if (lasting !== undefined) kept.set(key, { value: lasting, satisfied });
    return value;
  }
}

function keyOfArguments({ positional, named, open }: CallArguments): string | undefined {
  if (open) return undefined;
  let key = "";
  for (const value of positional) {
    const part = textOf(value);
    if (part === undefined) return undefined;
    key += `${part};`;
  }
  for (const [name, value] of named) {
    const part = textOf(value);
    if (part === undefined) return undefined;
    key += `${name}=${part};`;
  }
  return key;
}

/** A text for each value that is known and cannot change. */
function textOf(value: Value): string | undefined {
  switch (value.kind) {
    case "none":
    case "undefined":
    case "ellipsis":
      return value.kind;
    case "int":
      return typeof value.size === "number" ? `i${String(value.size)}` : undefined;
    case "float":
    case "bool":
      return value.value === undefined ? undefined : `${value.kind}${String(value.value)}`;
    case "str":
      return value.value === undefined ? undefined : JSON.stringify(value.value);
    case "dtype":
      return `d${value.dtype}`;
    case "tuple": {
      if (value.class !== undefined) return undefined;
      const parts = value.items.map(textOf);
      return parts.includes(undefined) ? undefined : `(${parts.join()})`;
    }
    case "class":
    case "function":
      return isOfLibrary(value) ? `o${String(value.born)}` : undefined;
    default:
      return undefined;
  }
}

/** Copies what a call made, as made by another call. */
class Copy {
  readonly instances: InstanceValue[] = [];
  private readonly it: Interpreter;
  /** Objects that are older were there before the call: they are shared. */
  private readonly born: number;
  private readonly from: CallRecord;
  private readonly to: CallRecord;
  private readonly done = new Map<Value, Value>();
  private failed = false;

  constructor(it: Interpreter, born: number, from: CallRecord, to: CallRecord) {
    this.it = it;
    this.born = born;
    this.from = from;
    this.to = to;
  }

  /** `undefined` where something in it cannot be copied: code that closes over a run, a size that is its own. */
  of(value: Value): Value | undefined {
    const copied = this.copy(value);
    return this.failed ? undefined : copied;
  }

  private copy(value: Value): Value {
    if ("born" in value) {
      if (value.born <= this.born) return value;
      const before = this.done.get(value);
      if (before !== undefined) return before;
    }
    switch (value.kind) {
      case "unknown":
      case "none":
      case "undefined":
      case "bool":
      case "float":
      case "str":
      case "ellipsis":
      case "dtype":
        return value;
      case "int":
        return typeof value.size === "number" ? value : this.fail(value);
      case "tuple":
        return { ...value, items: value.items.map((item) => this.copy(item)) };
      case "method":
        return { ...value, function: this.copy(value.function), self: this.copy(value.self) };
      case "list":
      case "set":
      case "iterator": {
        const copied: ListValue | SetValue | IteratorValue = { ...value, born: this.it.heap.stamp() };
        this.note(value, copied);
        copied.items = value.items.map((item) => this.copy(item));
        copied.rest = value.rest === undefined ? undefined : this.copy(value.rest);
        return copied;
      }
      case "dict": {
        const copied = this.note(value, { ...value, born: this.it.heap.stamp(), entries: new Map() });
        for (const [key, entry] of value.entries) copied.entries.set(key, { ...entry, value: this.copy(entry.value) });
        copied.rest = value.rest === undefined ? undefined : this.copy(value.rest);
        return copied;
      }
      case "tensor": {
        const { shape } = value.type;
        if (shape.rest !== undefined || ![...shape.lead, ...shape.tail].every((size) => typeof size === "number"))
          return this.fail(value);
        return this.note(value, {
          ...value,
          born: this.it.heap.stamp(),
          producer: value.producer === undefined ? undefined : this.producer(value.producer),
        });
      }
      case "instance":
        return this.instance(value);
      default:
        return this.fail(value);
    }
  }

  private instance(value: InstanceValue): Value {
    if (value.class.born > this.born) return this.fail(value);
    const copied: InstanceValue = {
      ...value,
      born: this.it.heap.stamp(),
      attributes: new Map(),
      ...(value.payload === undefined ? {} : { payload: this.copy(value.payload) }),
      ...(value.creation === undefined ? {} : { creation: this.site(value.creation) }),
    };
    this.note(value, copied);
    this.instances.push(copied);
    for (const [name, attribute] of value.attributes) copied.attributes.set(name, this.copy(attribute));
    return copied;
  }

  private producer(producer: TensorProducer): TensorProducer {
    const inputs = producer.inputs.flatMap((input) => {
      const copied = this.copy(input);
      return copied.kind === "tensor" ? [copied] : [];
    });
    const layer = producer.layer === undefined ? undefined : this.copy(producer.layer);
    return {
      ...producer,
      inputs,
      call: producer.call === undefined ? undefined : this.site(producer.call),
      layer: layer?.kind === "instance" ? layer : undefined,
    };
  }

  private site(record: CallRecord): CallRecord {
    if (record === this.from) return this.to;
    this.failed = true;
    return record;
  }

  private note<V extends Value>(value: Value, copied: V): V {
    this.done.set(value, copied);
    return copied;
  }

  private fail(value: Value): Value {
    this.failed = true;
    return value;
  }
}
