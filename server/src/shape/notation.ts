/** What a text in the shape notation says, before anything is known of its names: the parser's result. */
import type { Span } from "../base/span.ts";
import type { DType } from "./dtype.ts";

export interface ParsedShape {
  readonly kind: "shape";
  readonly span: Span;
  /** At most one of them stands for several axes. */
  readonly axes: readonly ParsedAxis[];
  readonly dtype?: DType;
}

export type ParsedAxis =
  | { readonly kind: "size"; readonly span: Span; readonly size: ParsedSize }
  /** `_`: any size. */
  | { readonly kind: "any"; readonly span: Span }
  /** `?`: a size that is not known. */
  | { readonly kind: "unknown"; readonly span: Span }
  /** `*batch`: any number of axes. */
  | { readonly kind: "rest"; readonly span: Span; readonly name: string }
  /** `*_` or `...`: any axes. */
  | { readonly kind: "anyRest"; readonly span: Span }
  /** `*?`: axes of which even the number is not known. */
  | { readonly kind: "unknownRest"; readonly span: Span };

export type SizeOperator = "+" | "-" | "*" | "//" | "%";

export type ParsedSize =
  | { readonly kind: "constant"; readonly span: Span; readonly value: number }
  | { readonly kind: "name"; readonly span: Span; readonly name: string }
  | { readonly kind: "negate"; readonly span: Span; readonly operand: ParsedSize }
  | {
      readonly kind: "binary";
      readonly span: Span;
      readonly operator: SizeOperator;
      readonly left: ParsedSize;
      readonly right: ParsedSize;
    };

export interface NotationError {
  readonly message: string;
  readonly span: Span;
}

/** Whether it stands for several axes. */
export function isRest(axis: ParsedAxis): boolean {
  return axis.kind === "rest" || axis.kind === "anyRest" || axis.kind === "unknownRest";
}
