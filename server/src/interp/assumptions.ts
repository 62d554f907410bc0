/**
 * What an open run takes for granted about its inputs: sizes that symbols must have, shapes that unknown runs of axes must be,
 * and what open values turned out to be. A heap object, so that branches undo and join it like any other.
 */
import {
  add,
  boundsOf,
  equalDims,
  equalShapes,
  negate,
  proveAtLeast,
  proveEqual,
  smallestFor,
  solveLinear,
  subtract,
  substitute,
  substituteShape,
  symbol,
  symbolsOf,
} from "../shape/index.ts";
import type { Dim, Proof, Row, Shape, SizeSymbol } from "../shape/index.ts";
import type { Heap } from "./heap.ts";
import type { HeapObject, OpenValue, TensorValue, Value } from "./values.ts";

/** An equality that could not be solved for one symbol: kept, to say which inputs fit. */
export interface Equation {
  readonly left: Dim;
  readonly right: Dim;
}

export class Assumptions implements HeapObject {
  readonly born = 0;
  /** Grows with every assumption. */
  revision = 0;
  private readonly heap: Heap;
  private readonly nextId: () => number;
  /** By symbol id. */
  readonly sizes = new Map<string, Dim>();
  /** By row id. */
  readonly rows = new Map<string, Shape>();
  /** By canonical text of the difference's variable part. */
  readonly equations = new Map<string, Equation>();
  /** Views of open values, by their id. */
  readonly ints = new Map<string, Dim>();
  readonly tensors = new Map<string, TensorValue>();
  /** What a test showed of an open value: None, true, false, an int…, by id. */
  readonly shown = new Map<string, Value>();

  constructor(heap: Heap, nextId: () => number) {
    this.heap = heap;
    this.nextId = nextId;
  }

  private write<V>(map: Map<string, V>, key: string, content: V): void {
    this.revision += 1;
    this.heap.set(this, map, key, content);
  }

  resolve(size: Dim): Dim {
    if (typeof size === "number" || this.sizes.size === 0) return size;
    let current: Dim = size;
    for (let turn = 0; turn < longestChain; turn++) {
      if (typeof current === "number") return current;
      if (!symbolsOf(current).some((s) => this.sizes.has(String(s.id)))) return current;
      current = substitute(current, (s) => this.sizes.get(String(s.id)));
    }
    return current;
  }

  resolveShape(shape: Shape): Shape {
    let current = shape;
    for (
      let turn = 0;
      turn < longestChain && current.rest !== undefined && this.rows.has(String(current.rest.id));
      turn++
    ) {
      current = substituteShape(
        current,
        () => undefined,
        (row) => this.rows.get(String(row.id)),
      );
    }
    if (this.sizes.size === 0 || !hasSymbols(current)) return current;
    const lead = current.lead.map((d) => this.resolve(d));
    const tail = current.tail.map((d) => this.resolve(d));
    return current.rest === undefined ? { lead, tail } : { lead, rest: current.rest, tail };
  }

  /** Equal, if need be by assuming it of an input. */
  assumeEqual(left: Dim, right: Dim): Proof {
    const a = this.resolve(left);
    const b = this.resolve(right);
    const proof = proveEqual(a, b);
    if (proof !== "unknown" || !onlyOpen(a) || !onlyOpen(b)) return proof;
    const solved = solveLinear(a, b, (s) => s.origin === "open");
    if (solved !== undefined) {
      const bounds = boundsOf(solved.value);
      if (bounds.max < solved.symbol.min || bounds.min > solved.symbol.max) return "fails";
      if (proveAtLeast(solved.value, solved.symbol.min) === "holds") {
        this.write(this.sizes, String(solved.symbol.id), solved.value);
        return "holds";
      }
      if (typeof solved.value === "number") return "fails";
    }
    return this.keepEquation(a, b);
  }

  private keepEquation(left: Dim, right: Dim): Proof {
    const key = variablePart(subtract(left, right));
    const earlier = this.equations.get(key);
    if (earlier !== undefined) {
      return proveEqual(subtract(left, right), subtract(earlier.left, earlier.right)) === "fails" ? "fails" : "holds";
    }
    this.write(this.equations, key, { left, right });
    return "holds";
  }

  /** The tensor that an open value turned out to be, where nothing else is known of it. */
  seenAsTensor({ id, type }: OpenValue): TensorValue | undefined {
    const key = String(id);
    return type !== undefined || this.shown.has(key) || this.ints.has(key) ? undefined : this.tensors.get(key);
  }

  isInEquation({ id }: SizeSymbol): boolean {
    for (const { left, right } of this.equations.values())
      if ([left, right].some((side) => symbolsOf(this.resolve(side)).some((each) => each.id === id))) return true;
    return false;
  }

  /** At least, if need be by narrowing an input's symbol. */
  assumeAtLeast(left: Dim, right: Dim): Proof {
    const a = this.resolve(left);
    const b = this.resolve(right);
    const proof = proveAtLeast(a, b);
    if (proof !== "unknown") return proof;
    if (typeof a === "number" || typeof b !== "number") return "unknown";
    const symbols = symbolsOf(a);
    const only = symbols[0];
    if (symbols.length !== 1 || only?.origin !== "open") return "unknown";
    const min = smallestFor(a, b, only);
    if (min === undefined) return "unknown";
    this.narrow(only, min);
    return "holds";
  }

  /** The symbol is at least `min` from now on. */
  private narrow(old: SizeSymbol, min: number): void {
    const narrowed = symbol({ id: this.nextId(), name: old.name, origin: "open", min, max: old.max });
    this.write(this.sizes, String(old.id), narrowed);
  }

  /** An open row turned out to be these axes. */
  bindRow(row: Row, shape: Shape): void {
    this.write(this.rows, String(row.id), shape);
  }

  remember<K extends "ints" | "tensors" | "shown">(
    view: K,
    open: OpenValue,
    content: K extends "ints" ? Dim : K extends "tensors" ? TensorValue : Value,
  ): void {
    const map: Map<string, unknown> = this[view];
    this.write(map, String(open.id), content);
  }

  /** Two branches agree on an assumption, or it is dropped. */
  static agree(left: unknown, right: unknown): boolean {
    if (left === right) return true;
    if (typeof left === "number" || typeof right === "number" || typeof left !== "object" || typeof right !== "object")
      return false;
    if (left === null || right === null) return false;
    if ("terms" in left && "terms" in right) return equalDims(left as Dim, right as Dim);
    if ("lead" in left && "lead" in right) return equalShapes(left as Shape, right as Shape);
    return false;
  }
}

/** What is known of a symbol may speak of others, of which something is known in turn. */
const longestChain = 64;

/** Only symbols of inputs: such a size may be assumed. */
export function onlyOpen(size: Dim): boolean {
  return typeof size === "number" || symbolsOf(size).every((s) => s.origin === "open");
}

function hasSymbols(shape: Shape): boolean {
  return shape.lead.some((d) => typeof d !== "number") || shape.tail.some((d) => typeof d !== "number");
}

/** Canonical text of a size without its constant: equal for equations that differ in the number only. */
function variablePart(difference: Dim): string {
  if (typeof difference === "number") return "";
  const constant = difference.terms.find((t) => t.factors.length === 0)?.coefficient ?? 0;
  const rest = add(difference, -constant);
  const flipped = negate(rest);
  const one = typeof rest === "number" ? "" : rest.key;
  const two = typeof flipped === "number" ? "" : flipped.key;
  return one < two ? one : two;
}
