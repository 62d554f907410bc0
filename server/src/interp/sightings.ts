/**
 * What the places of a program were seen to be. Values are settled when an entry ends, because an open input may learn its shape after it was
 * first read.
 */
import type { Span } from "../base/span.ts";
import { equalShapes } from "../shape/index.ts";
import type { TensorType } from "../shape/index.ts";
import { rank } from "./frames.ts";
import type { Quality } from "./frames.ts";
import type { Interpreter } from "./interpreter.ts";
import { joinTensorTypes } from "./join.ts";
import type { OpenValue, TensorProducer, Value } from "./values.ts";

/** `layer`: a call that makes a layer, and what came out of that layer; `output`: the same of a layer that stands in a model, where users look for it. */
export type Role = "expression" | "target" | "parameter" | "layer" | "output";

export interface Located {
  readonly span: Span;
}

/** What one place of the program was seen to be in the running entry. */
interface Sighting {
  readonly path: string;
  readonly node: Located;
  readonly role: Role;
  readonly quality: Quality;
  readonly tensors: readonly (TensorType | OpenValue)[];
  readonly producer: TensorProducer | undefined;
  /** What it settles to whatever is assumed: only numbers were seen. Kept runs are settled again after each edit. */
  settled?: SettledValue;
}

export interface SettledValue {
  readonly path: string;
  /** Moves along when a later version of the text is analysed. */
  readonly span: Span;
  readonly role: Role;
  readonly quality: Quality;
  readonly type: TensorType;
  readonly producer: TensorProducer | undefined;
}

const mostSightings = 12;

export class Sightings {
  private seen = new Map<Located, Sighting>();
  /** What has been settled, by file. */
  private readonly files = new Map<string, Map<number, SettledValue>>();

  see(it: Interpreter, path: string, node: Located, value: Value, role: Role): void {
    const content = value.kind === "tensor" ? value.type : value.kind === "open" ? value : undefined;
    if (content === undefined) return;
    const producer = value.kind === "tensor" ? value.producer : undefined;
    this.add(it, { path, node, role, quality: it.frame.quality, tensors: [content], producer });
  }

  private add(it: Interpreter, sighting: Sighting): void {
    const { node, quality } = sighting;
    const seen = this.seen.get(node);
    if (seen === undefined) {
      this.seen.set(node, sighting);
      return;
    }
    if (rank[quality] < rank[seen.quality]) return;
    const producer = seen.producer ?? sighting.producer;
    let tensors = seen.quality === quality ? seen.tensors : [];
    const before = tensors;
    for (const content of sighting.tensors)
      if (!tensors.some((each) => sameContent(each, content))) tensors = withSighting(it, tensors, content);
    if (tensors !== before || seen.producer !== producer || seen.quality !== quality)
      this.seen.set(node, { path: seen.path, node, role: seen.role, quality, tensors, producer });
  }

  /** Ends an entry: open values are read by what was assumed of them. */
  settle(it: Interpreter): void {
    for (const seen of this.seen.values()) {
      const settled = seen.settled ?? settledOf(it, seen);
      if (settled !== undefined) this.keep(it, settled);
    }
    this.seen = new Map();
  }

  /** What another part of the run saw, after all that was seen here. */
  absorb(it: Interpreter, other: Sightings): void {
    for (const sighting of other.seen.values()) this.add(it, sighting);
    for (const places of other.files.values()) for (const value of places.values()) this.keep(it, value);
  }

  /** What was settled of a file. */
  valuesIn(path: string): Iterable<SettledValue> {
    return this.files.get(path)?.values() ?? [];
  }

  /** The type of what stands at these offsets. */
  typeAt(path: string, span: Span): TensorType | undefined {
    return this.files.get(path)?.get(placeKey(span, "expression"))?.type;
  }

  private keep(it: Interpreter, value: SettledValue): void {
    let places = this.files.get(value.path);
    if (places === undefined) this.files.set(value.path, (places = new Map<number, SettledValue>()));
    const key = placeKey(value.span, value.role);
    const before = places.get(key);
    if (before === undefined || rank[before.quality] < rank[value.quality]) places.set(key, value);
    else if (
      before.quality === value.quality &&
      !(equalShapes(before.type.shape, value.type.shape) && before.type.dtype === value.type.dtype)
    ) {
      places.set(key, { ...before, type: joinTensorTypes(before.type, value.type, it) });
    }
  }
}

const longestFile = 2 ** 26;

/** Both offsets in one number. A call that makes a layer is a place of its own as what came out of that layer. */
function placeKey({ start, end }: Span, role: Role): number {
  const key = start * longestFile + end;
  return role === "layer" ? -key : key;
}

function settledOf(it: Interpreter, seen: Sighting): SettledValue | undefined {
  const types: TensorType[] = [];
  for (const content of seen.tensors) {
    const type = "kind" in content ? it.assumptions.tensors.get(String(content.id))?.type : content;
    if (type === undefined) continue;
    const shape = it.assumptions.resolveShape(type.shape);
    types.push(shape === type.shape ? type : { ...type, shape });
  }
  const [first, ...others] = types;
  if (first === undefined) return undefined;
  const type = others.reduce((a, b) => joinTensorTypes(a, b, it), first);
  const { path, node, role, quality, producer } = seen;
  const settled: SettledValue = { path, span: node.span, role, quality, type, producer };
  if (isOnlyNumbers(type) && seen.tensors.every((content) => !("kind" in content) && isOnlyNumbers(content)))
    seen.settled = settled;
  return settled;
}

const isOnlyNumbers = ({ shape }: TensorType): boolean =>
  shape.rest === undefined && shape.lead.every((size) => typeof size === "number");

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
