/** Copies of what a library's code made: of the objects that are new, with others in the place of those that were there before. */
import type { CallRecord } from "./frames.ts";
import { isOfLibrary } from "./heap.ts";
import type { Heap } from "./heap.ts";
import type { Dim, TensorType } from "../shape/index.ts";
import type { StandInSizes } from "./stand-in-sizes.ts";
import type {
  HeapObject,
  InstanceValue,
  IteratorValue,
  ListValue,
  SetValue,
  TensorProducer,
  TensorValue,
  Value,
} from "./values.ts";

/** Objects and what stands for them. */
export type Pairs = Map<Value, Value>;

export interface CopyOptions {
  readonly heap: Heap;
  /** What stands for the objects that are not copied; each copy is added. */
  readonly pairs: Pairs;
  /** What stands for the symbols in sizes and for unknown runs of axes. */
  readonly sizes: StandInSizes;
  /** The call that stands for this one; `undefined` where none does. Without it, copies have no stories. */
  readonly site?: (record: CallRecord) => CallRecord | undefined;
  /** Objects of the program that are older are not copied. */
  readonly since: number;
  /** Told of each object and its copy. */
  readonly made: (object: HeapObject, copy: HeapObject) => void;
}

/** Thrown where something cannot be copied: code that closes over a run, a size that is its own, an object of the program. */
class NotCopied extends Error {}

export class Copies {
  readonly instances: InstanceValue[] = [];
  private readonly options: CopyOptions;

  constructor(options: CopyOptions) {
    this.options = options;
  }

  /** `undefined` where something in it cannot be copied. */
  of(value: Value): Value | undefined {
    try {
      return this.copy(value);
    } catch (reason) {
      if (!(reason instanceof NotCopied)) throw reason;
      return undefined;
    }
  }

  private copy(value: Value): Value {
    switch (value.kind) {
      case "unknown":
        return value.oneOf === undefined ? value : { ...value, oneOf: value.oneOf.map((each) => this.copy(each)) };
      case "none":
      case "undefined":
      case "bool":
      case "float":
      case "str":
      case "ellipsis":
      case "dtype":
        return value;
      case "int":
        return typeof value.size === "number" ? value : { kind: "int", size: this.size(value.size) };
      case "tuple":
        return { ...value, items: value.items.map((item) => this.copy(item)) };
      case "method":
        return { ...value, function: this.copy(value.function), self: this.copy(value.self) };
      default:
    }
    if (!("born" in value)) throw new NotCopied();
    const before = this.options.pairs.get(value);
    if (before !== undefined) return before;
    if (isOfLibrary(value) || value.born < 0) return value;
    if (value.born <= this.options.since) throw new NotCopied();
    return this.object(value);
  }

  private object(value: Value): Value {
    switch (value.kind) {
      case "list":
      case "set":
      case "iterator": {
        const copied: ListValue | SetValue | IteratorValue = { ...value, born: this.options.heap.stamp() };
        this.note(value, copied);
        copied.items = value.items.map((item) => this.copy(item));
        copied.rest = value.rest === undefined ? undefined : this.copy(value.rest);
        return copied;
      }
      case "dict": {
        const copied = this.note(value, { ...value, born: this.options.heap.stamp(), entries: new Map() });
        for (const [key, entry] of value.entries) copied.entries.set(key, { ...entry, value: this.copy(entry.value) });
        copied.rest = value.rest === undefined ? undefined : this.copy(value.rest);
        return copied;
      }
      case "tensor":
        return this.tensor(value);
      case "instance":
        return this.instance(value);
      default:
        throw new NotCopied();
    }
  }

  private size(size: Dim): Dim {
    const copied = this.options.sizes.size(size);
    if (copied === undefined) throw new NotCopied();
    return copied;
  }

  private type(type: TensorType): TensorType {
    const shape = this.options.sizes.shape(type.shape);
    if (shape === undefined) throw new NotCopied();
    return shape === type.shape ? type : { ...type, shape };
  }

  private tensor(value: TensorValue): Value {
    const copied: { -readonly [Field in keyof TensorValue]: TensorValue[Field] } = {
      ...value,
      type: this.type(value.type),
      born: this.options.heap.stamp(),
      scalar: value.scalar === undefined ? undefined : this.size(value.scalar),
    };
    this.note(value, copied);
    // What was changed in place was made from itself.
    const told = this.options.site !== undefined && value.producer !== undefined;
    copied.producer = told ? this.producer(value.producer) : undefined;
    return copied;
  }

  private instance(value: InstanceValue): Value {
    const { class: cls, creation } = value;
    if (!isOfLibrary(cls) && cls.born > 0) throw new NotCopied();
    const copied: InstanceValue = {
      ...value,
      born: this.options.heap.stamp(),
      attributes: new Map(),
      ...(value.payload === undefined ? {} : { payload: this.copy(value.payload) }),
      ...(creation === undefined ? {} : { creation: this.site(creation) }),
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
      output: this.type(producer.output),
      inputs,
      call: producer.call === undefined ? undefined : this.site(producer.call),
      layer: layer?.kind === "instance" ? layer : undefined,
    };
  }

  private site(record: CallRecord): CallRecord {
    if (this.options.site === undefined) return record;
    const site = this.options.site(record);
    if (site === undefined) throw new NotCopied();
    return site;
  }

  private note<O extends Value & HeapObject>(object: O, copied: O): O {
    this.options.pairs.set(object, copied);
    this.options.made(object, copied);
    return copied;
  }
}
