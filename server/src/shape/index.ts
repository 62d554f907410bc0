/** The public face of `shape/`: everything other modules may import of it. */
import type { Result } from "../base/result.ts";
import type { Span } from "../base/span.ts";
import type { Bounds, Dim, SizeSymbol } from "./polynomial.ts";
export type {
  Atom,
  Bounds,
  Dim,
  Factor,
  FloorAtom,
  ModAtom,
  Polynomial,
  SizeSymbol,
  Term,
} from "./polynomial.ts";

// --- sizes
/** min defaults to 1, max to Infinity; min === max gives the constant. */
export declare function symbol(
  fields: Pick<SizeSymbol, "id" | "name" | "origin"> & Partial<Bounds>,
): Dim;
export declare function asSymbol(d: Dim): SizeSymbol | undefined;
export declare function asConstant(d: Dim): number | undefined;
export declare function add(a: Dim, b: Dim): Dim;
export declare function subtract(a: Dim, b: Dim): Dim;
export declare function multiply(a: Dim, b: Dim): Dim;
export declare function negate(a: Dim): Dim;
export declare function sum(dims: readonly Dim[]): Dim;
export declare function product(dims: readonly Dim[]): Dim;
export declare function floorDivide(a: Dim, b: Dim): Dim;
export declare function ceilDivide(a: Dim, b: Dim): Dim;
export declare function modulo(a: Dim, b: Dim): Dim;
export declare function equalDims(a: Dim, b: Dim): boolean;
export declare function symbolsOf(d: Dim): readonly SizeSymbol[];
export declare function isOpaque(d: Dim): boolean;
export declare function substitute(
  d: Dim,
  replace: (s: SizeSymbol) => Dim | undefined,
): Dim;
/** NaN where a divisor is 0 or the value is too large. */
export declare function evaluateDim(
  d: Dim,
  valueOf: (s: SizeSymbol) => number,
): number;
export declare function boundsOf(d: Dim): Bounds;
export declare function printDim(d: Dim): string;

// --- proofs
export type Proof = "holds" | "fails" | "unknown";
export declare function proveEqual(a: Dim, b: Dim): Proof;
export declare function proveAtLeast(a: Dim, b: Dim): Proof;
export declare function proveMultiple(a: Dim, of: Dim): Proof;
export declare function not(p: Proof): Proof;
export declare function and(...proofs: readonly Proof[]): Proof;
export declare function or(...proofs: readonly Proof[]): Proof;

// --- solving
export interface Equation {
  readonly left: Dim;
  readonly right: Dim;
}
export interface Solution {
  readonly symbol: SizeSymbol;
  readonly value: Dim;
}
export declare function solveLinear(
  left: Dim,
  right: Dim,
  which: (s: SizeSymbol) => boolean,
): Solution | undefined;
export declare function findSizes(
  equations: readonly Equation[],
  symbols: readonly SizeSymbol[],
  range: Bounds,
): readonly number[];

// --- shapes
export interface Row {
  readonly kind: "row";
  readonly id: number;
  readonly name: string;
  readonly origin: "open" | "opaque";
}
export interface Shape {
  readonly lead: readonly Dim[];
  readonly rest?: Row;
  readonly tail: readonly Dim[];
}
/** Supplies fresh opaque sizes and rows; default bounds of a size are 0 and Infinity. */
export interface FreshSizes {
  size(name: string, bounds?: Partial<Bounds>): Dim;
  row(name: string): Row;
}
export declare function shapeOf(...dims: readonly Dim[]): Shape;
export declare function shapeFrom(dims: readonly Dim[]): Shape;
export declare function rowShape(
  lead: readonly Dim[],
  rest: Row,
  tail?: readonly Dim[],
): Shape;
export declare function knownDims(s: Shape): readonly Dim[] | undefined;
export declare function rankOf(s: Shape): number | undefined;
export declare function minRank(s: Shape): number;
export declare function axisOf(s: Shape, axis: number): Dim | undefined;
export declare function elementCount(s: Shape): Dim | undefined;
export declare function equalShapes(a: Shape, b: Shape): boolean;
export declare function proveEqualShapes(a: Shape, b: Shape): Proof;
export declare function substituteShape(
  s: Shape,
  size: (s: SizeSymbol) => Dim | undefined,
  row?: (r: Row) => Shape | undefined,
): Shape;
/** Undefined only where both have an unknown row and no `fresh` is given. */
export declare function concatShapes(
  a: Shape,
  b: Shape,
  fresh?: FreshSizes,
): Shape | undefined;
export declare function dropAxis(s: Shape, axis: number): Shape | undefined;
/** `axis` counts in the result, as torch's unsqueeze. */
export declare function insertAxis(
  s: Shape,
  axis: number,
  dim: Dim,
): Shape | undefined;
export declare function replaceAxis(
  s: Shape,
  axis: number,
  dim: Dim,
): Shape | undefined;
export declare function joinShapes(
  a: Shape,
  b: Shape,
  fresh: FreshSizes,
): Shape;
export declare function printShape(s: Shape): string;

// --- broadcasting
export interface AxisPair {
  /** Counted from the end: -1 is the last. */
  readonly axis: number;
  readonly left: Dim;
  readonly right: Dim;
  /** Indices of the shapes that the two sizes come from. */
  readonly leftShape: number;
  readonly rightShape: number;
}
export interface Broadcast {
  /** Undefined when there is a conflict. */
  readonly shape: Shape | undefined;
  /** Pairs that are proved to be incompatible. */
  readonly conflicts: readonly AxisPair[];
  /** Pairs that are neither proved compatible nor incompatible. */
  readonly undecided: readonly AxisPair[];
}
export declare function broadcast(
  shapes: readonly Shape[],
  fresh: FreshSizes,
): Broadcast;

// --- what the numbers are
export type DType =
  | "bool"
  | "uint8"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "float16"
  | "bfloat16"
  | "float32"
  | "float64"
  | "complex64"
  | "complex128"
  | "string";
export type ScalarKind = "bool" | "int" | "float";
export declare function asDType(text: string): DType | undefined;
export declare function isFloating(d: DType): boolean;
export declare function isInteger(d: DType): boolean;
export declare function isComplex(d: DType): boolean;
/** Undefined for string with a number. */
export declare function promote(a: DType, b: DType): DType | undefined;
export declare function promoteScalar(
  tensor: DType,
  scalar: ScalarKind,
  defaultFloat?: DType,
): DType;

export interface Reading {
  readonly range?: readonly [number, number];
  /** An axis counted from the end, negative. */
  readonly sumsToOne?: number;
  /** Name of the operation that last changed the values. */
  readonly last?: string;
  readonly classes?: {
    readonly kind: "exactly" | "atMost";
    readonly count: number;
  };
}
export declare function joinReadings(
  a: Reading | undefined,
  b: Reading | undefined,
): Reading | undefined;

export interface TensorType {
  readonly shape: Shape;
  readonly dtype?: DType;
  readonly reading?: Reading;
}
export declare function tensorOf(
  shape: Shape,
  dtype?: DType,
  reading?: Reading,
): TensorType;
export declare function joinTensors(
  a: TensorType,
  b: TensorType,
  fresh: FreshSizes,
): TensorType;
/** "(B, 10) int64" */
export declare function printTensor(t: TensorType): string;

// --- the notation
export interface NotationError {
  readonly message: string;
  readonly span: Span;
}
export interface ParsedShape {
  readonly kind: "shape";
  readonly span: Span;
  readonly axes: readonly ParsedAxis[];
  readonly dtype?: DType;
}
export type ParsedAxis =
  | { readonly kind: "size"; readonly span: Span; readonly size: ParsedSize }
  | { readonly kind: "any"; readonly span: Span } // _
  | { readonly kind: "unknown"; readonly span: Span } // ?
  | { readonly kind: "rest"; readonly span: Span; readonly name: string } // *batch
  | { readonly kind: "anyRest"; readonly span: Span } // *_
  | { readonly kind: "unknownRest"; readonly span: Span }; // *?
export type ParsedSize =
  | { readonly kind: "constant"; readonly span: Span; readonly value: number }
  | { readonly kind: "name"; readonly span: Span; readonly name: string }
  | {
      readonly kind: "negate";
      readonly span: Span;
      readonly operand: ParsedSize;
    }
  | {
      readonly kind: "binary";
      readonly span: Span;
      readonly operator: "+" | "-" | "*" | "//" | "%";
      readonly left: ParsedSize;
      readonly right: ParsedSize;
    };
/** Spans are offsets in `text`, plus `offset`. The whole text must be one shape. */
export declare function parseShape(
  text: string,
  offset?: number,
): Result<ParsedShape, NotationError>;

export type ShapeComment =
  | { readonly kind: "shape"; readonly span: Span; readonly shape: ParsedShape }
  | {
      readonly kind: "named";
      readonly span: Span;
      readonly entries: readonly {
        readonly name: string;
        readonly nameSpan: Span;
        readonly shape: ParsedShape;
      }[];
    }
  /** No rules: every rule. */
  | {
      readonly kind: "ignore";
      readonly span: Span;
      readonly rules: readonly { name: string; span: Span }[];
    };
/** The text of a comment after its marker; undefined when it does not begin with `shape:`. */
export declare function parseShapeComment(
  body: string,
  offset?: number,
): Result<ShapeComment, NotationError> | undefined;

/** What names in shape texts stand for so far. */
export interface Bindings {
  readonly sizes: ReadonlyMap<string, Dim>;
  readonly rows: ReadonlyMap<string, Shape>;
}
export declare const noBindings: Bindings;
export interface Match {
  readonly proof: Proof;
  readonly bindings: Bindings;
  /** Index of the first axis (in the notation) that is refuted; undefined for a wrong rank or dtype, and if nothing is. */
  readonly axis?: number;
}
/** A name that binds to an unknown size gives `unknown`. */
export declare function matchShape(
  parsed: ParsedShape,
  shape: Shape,
  bindings: Bindings,
): Match;
/** As matchShape, and the dtype too. */
export declare function matchTensor(
  parsed: ParsedShape,
  tensor: TensorType,
  bindings: Bindings,
): Match;

/** Supplies symbols for names that are not bound yet, when a comment declares a shape. */
export interface DeclaredNames {
  size(name: string): Dim;
  row(name: string): Row;
}
/** The tensor that a notation declares; `_`, `?`, `*_`, `*?` become fresh opaque ones. */
export declare function declareTensor(
  parsed: ParsedShape,
  bindings: Bindings,
  names: DeclaredNames,
  fresh: FreshSizes,
): { readonly tensor: TensorType; readonly bindings: Bindings };
