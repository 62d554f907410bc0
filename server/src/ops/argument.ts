/**
 * What goes into an operation and what comes out of it, before any reading. Callers convert their own values to
 * `OpArgument` and `OpResult` back; how an argument is understood is left to parameters.ts.
 */
import type { Dim, DType, Shape, TensorType } from "../shape/index.ts";

export type OpArgument =
  | { readonly kind: "tensor"; readonly tensor: TensorType }
  | { readonly kind: "int"; readonly value: Dim }
  | { readonly kind: "float"; readonly value?: number | undefined }
  /** A number that is not known, of which it may be known that it has no fraction. */
  | { readonly kind: "number"; readonly isInt: boolean }
  | { readonly kind: "flag"; readonly value?: boolean | undefined }
  | { readonly kind: "text"; readonly value?: string | undefined }
  | { readonly kind: "dtype"; readonly value?: DType | undefined }
  /** A list or tuple of known length; an item of kind `sizes` stands for that many ints (a spread shape). */
  | {
      readonly kind: "list";
      readonly items: readonly OpArgument[];
      /** Written as a list, not as a tuple: as a subscript, one index of many numbers. */
      readonly isList?: boolean | undefined;
    }
  /** A list of unknown length. */
  | { readonly kind: "open-list" }
  /** A shape used as a list of ints, perhaps with a run of unknown length: `x.shape[:-1]`. */
  | { readonly kind: "sizes"; readonly shape: Shape }
  | {
      readonly kind: "slice";
      readonly lower?: OpArgument | undefined;
      readonly upper?: OpArgument | undefined;
      readonly step?: OpArgument | undefined;
    }
  | { readonly kind: "none" }
  | { readonly kind: "ellipsis" }
  | { readonly kind: "unknown" };

export interface OpArguments {
  readonly positional: readonly OpArgument[];
  readonly named: Readonly<Record<string, OpArgument>>;
}

export type OpResult =
  | { readonly kind: "tensor"; readonly tensor: TensorType }
  | { readonly kind: "size"; readonly size: Dim }
  /** `names`: the fields of a named tuple, such as `values` and `indices`. */
  | { readonly kind: "tuple"; readonly items: readonly OpResult[]; readonly names?: readonly string[] }
  | { readonly kind: "list"; readonly items: readonly OpResult[] }
  /** A list or tuple of unknown length; every item is like `item`. */
  | { readonly kind: "open-list"; readonly item: OpResult }
  | { readonly kind: "unknown" };

export const unknownResult: OpResult = { kind: "unknown" };
