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
}

export interface SettledValue {
  readonly path: string;
  readonly span: Span;
  readonly role: Role;
  quality: Quality;
  type: TensorType;
  readonly producer: TensorProducer | undefined;
}

const mostSightings = 12;

export class Sightings {
  private seen = new Map<Located, Sighting>();
  /** What has been settled. */
  readonly values = new Map<string, SettledValue>();

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
      this.seen.set(node, { ...seen, quality, tensors, producer });
  }

  /** Ends an entry: open values are read by what was assumed of them. */
  settle(it: Interpreter): void {
    for (const seen of this.seen.values()) {
      const types: TensorType[] = [];
      for (const content of seen.tensors) {
        const type = "kind" in content ? it.assumptions.tensors.get(String(content.id))?.type : content;
        if (type === undefined) continue;
        const shape = it.assumptions.resolveShape(type.shape);
        types.push(shape === type.shape ? type : { ...type, shape });
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
    this.seen = new Map();
  }

  /** What another part of the run saw, after all that was seen here. */
  absorb(it: Interpreter, other: Sightings): void {
    for (const sighting of other.seen.values()) this.add(it, sighting);
    for (const value of other.values.values()) this.keep(it, { ...value });
  }

  /** The type of what stands at these offsets. */
  typeAt(path: string, { start, end }: Span): TensorType | undefined {
    return this.values.get(`${path}:${String(start)}:${String(end)}`)?.type;
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
