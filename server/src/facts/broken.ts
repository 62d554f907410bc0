/** A requirement of an operation that no execution reaching this place by this call can meet. */
import type { Place, Span } from "../base/span.ts";
import type { Dim, Shape } from "../shape/index.ts";
import type { CallFact, CallSite, LayerFact, Producer } from "./call.ts";

/** What was required, in numbers. The vocabulary of `ops/` requirements, resolved. */
export type Relation =
  | { readonly kind: "equal" | "at-least" | "multiple"; readonly left: Dim; readonly right: Dim }
  | { readonly kind: "broadcast"; readonly left: Dim; readonly right: Dim; readonly axis: number }
  | {
      readonly kind: "rank";
      readonly shape: Shape;
      readonly allowed: readonly number[] | { readonly min: number; readonly max?: number };
    }
  | { readonly kind: "axis"; readonly axis: Dim; readonly rank: number }
  | { readonly kind: "dtype"; readonly actual: string; readonly allowed: string }
  | { readonly kind: "other"; readonly detail: Readonly<Record<string, Dim | Shape | string>> };

export interface BrokenRequirement {
  /** The operation's name and the requirement's id: `linear` and `features`. */
  readonly operation: string;
  readonly requirement: string;
  /** The operation's parameter at fault. */
  readonly subject: string;
  readonly relation: Relation;
  /** What the operation adds to the relation: the sizes and shapes by name that its numbers came from. */
  readonly detail?: Readonly<Record<string, Dim | Shape | string>>;
  /** The place of the report: innermost frame of the project. */
  readonly path: string;
  readonly span: Span;
  /** Where the operation stands, if the report stands at a caller, who is to blame. */
  readonly own?: Place;
  /** The project's call in which the operation ran, if it was a call (an operator has none). */
  readonly call?: CallFact;
  /** The layer whose forward broke, if the operation ran inside a library layer. */
  readonly layer?: LayerFact;
  /** The output that a loss or metric compared, by its name, where one call compares several. */
  readonly part?: string;
  /** True where the call itself refused what it was given, before any layer ran: a model's `fit`, not one of its layers. */
  readonly byCall?: true;
  /** The operands, in the operation's order, by parameter name. */
  readonly operands: readonly Operand[];
  /** The project's calls that led here, outermost first. */
  readonly stack: readonly CallSite[];
  /** For a failing model call: input sizes that would fit, with everything else as written. */
  readonly remedy?: InputRemedy;
  /** Set where the other batches fit. */
  readonly lastBatch?: LastBatch;
  /** Where the failing call belongs to several callers and others are fine: the mark goes to the caller. */
  readonly branch?: string;
  /** The same as its own file sees it, where the call stands in another: what its operands are called there. */
  readonly whole?: BrokenRequirement;
}

export interface Operand {
  readonly parameter: string;
  readonly shape: Shape;
  /** The library that its class is of, where it is not the usual one. */
  readonly library?: string;
  readonly text?: string;
  readonly span?: Span;
  readonly producer?: Producer;
  /** Set where it is trained itself, as a parameter. */
  readonly weight?: true;
}

/** The batch that is left over when the samples are shared out: 100 in batches of 32 leave 4. */
export interface LastBatch {
  readonly samples: number;
  readonly size: number;
  readonly left: number;
  /** The construction of the loader. */
  readonly loader?: CallFact;
}

/** The input that came in, and the square sizes that would make the requirement hold. */
export interface InputRemedy {
  readonly input: Shape;
  /** Where the input was made or handed in. */
  readonly place: Place;
  readonly sizes: readonly number[];
  /** Axes of the input that the sizes speak of, counted from the end: -2, -1. */
  readonly axes: readonly number[];
}
