/** What stands in a copy for the symbols and rows of shapes: those that a call was given, and those that it made. */
import { substitute, substituteShape, symbol, symbolsOf } from "../shape/index.ts";
import type { Dim, Row, Shape, SizeSymbol } from "../shape/index.ts";
import type { Assumptions } from "./assumptions.ts";

/** Symbols and rows, in the order in which they are met. */
export interface Symbols {
  readonly symbols: readonly SizeSymbol[];
  readonly rows: readonly Row[];
}

export interface StandInSizes {
  /** `undefined` where nothing stands for a part of it. */
  readonly size: (size: Dim) => Dim | undefined;
  readonly shape: (shape: Shape) => Shape | undefined;
}

export function isEmpty({ symbols, rows }: Symbols): boolean {
  return symbols.length === 0 && rows.length === 0;
}

/** Those that a call is given, and those that it makes, as they are; what was assumed of an input is put in its place. */
export class SizesOfCall implements StandInSizes {
  private readonly assumptions: Assumptions;
  private readonly given: ReadonlySet<number>;
  private readonly bornAfter: number;
  private readonly madeSymbols = new Map<number, SizeSymbol>();
  private readonly madeRows = new Map<number, Row>();

  /** What the call makes has ids greater than `bornAfter`. */
  constructor(assumptions: Assumptions, { symbols, rows }: Symbols, bornAfter: number) {
    this.assumptions = assumptions;
    this.given = new Set([...symbols, ...rows].map(({ id }) => id));
    this.bornAfter = bornAfter;
  }

  /** What the call made, oldest first. */
  get made(): Symbols {
    const oldestFirst = (a: { readonly id: number }, b: { readonly id: number }): number => a.id - b.id;
    return {
      symbols: [...this.madeSymbols.values()].sort(oldestFirst),
      rows: [...this.madeRows.values()].sort(oldestFirst),
    };
  }

  readonly size = (size: Dim): Dim | undefined => {
    const resolved = this.assumptions.resolve(size);
    return symbolsOf(resolved).every((each) => this.knows(each, this.madeSymbols)) ? resolved : undefined;
  };

  readonly shape = (shape: Shape): Shape | undefined => {
    const resolved = this.assumptions.resolveShape(shape);
    const { lead, rest, tail } = resolved;
    if (rest !== undefined && !this.knows(rest, this.madeRows)) return undefined;
    return lead.concat(tail).every((size) => this.size(size) !== undefined) ? resolved : undefined;
  };

  private knows<S extends { readonly id: number }>(each: S, made: Map<number, S>): boolean {
    if (this.given.has(each.id)) return true;
    if (each.id <= this.bornAfter) return false;
    made.set(each.id, each);
    return true;
  }
}

/** Others in their place: what the call is given now, and new ones for those that it made. */
export function sizesOfAgain(
  before: { readonly given: Symbols; readonly made: Symbols },
  now: Symbols,
  nextId: () => number,
): StandInSizes {
  const sizes = new Map<number, Dim>();
  const rows = new Map<number, Row>();
  before.given.symbols.forEach(({ id }, i) => sizes.set(id, symbol(now.symbols[i] as SizeSymbol)));
  before.given.rows.forEach(({ id }, i) => rows.set(id, now.rows[i] as Row));
  for (const each of before.made.symbols) sizes.set(each.id, symbol({ ...each, id: nextId() }));
  for (const each of before.made.rows) rows.set(each.id, { ...each, id: nextId() });
  const sizeOf = ({ id }: SizeSymbol): Dim | undefined => sizes.get(id);
  const rowOf = ({ id }: Row): Shape | undefined => {
    const rest = rows.get(id);
    return rest === undefined ? undefined : { lead: [], rest, tail: [] };
  };
  return {
    size: (size) => substitute(size, sizeOf),
    shape: (shape) =>
      shape.rest === undefined && shape.lead.every((size) => typeof size === "number")
        ? shape
        : substituteShape(shape, sizeOf, rowOf),
  };
}
