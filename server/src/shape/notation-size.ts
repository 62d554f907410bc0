/** What the names of the notation stand for, and the size that an expression over them has. */
import { assertNever } from "../base/assert-never.ts";
import { add, multiply, negate, subtract } from "./dim.ts";
import { floorDivide, modulo } from "./divide.ts";
import type { ParsedSize, SizeOperator } from "./notation.ts";
import type { Dim } from "./polynomial.ts";
import type { Shape } from "./shape.ts";

/** What names stand for so far. */
export interface Bindings {
  readonly sizes: ReadonlyMap<string, Dim>;
  readonly rows: ReadonlyMap<string, Shape>;
}

export const noBindings: Bindings = { sizes: new Map(), rows: new Map() };

const operations: Readonly<Record<SizeOperator, (a: Dim, b: Dim) => Dim>> = {
  "+": add,
  "-": subtract,
  "*": multiply,
  "//": floorDivide,
  "%": modulo,
};

export function sizeOf(size: ParsedSize, valueOf: (name: string) => Dim): Dim {
  switch (size.kind) {
    case "constant":
      return size.value;
    case "name":
      return valueOf(size.name);
    case "negate":
      return negate(sizeOf(size.operand, valueOf));
    case "binary":
      return operations[size.operator](sizeOf(size.left, valueOf), sizeOf(size.right, valueOf));
    default:
      return assertNever(size);
  }
}

/** Each name once, in order. */
export function namesIn(size: ParsedSize): readonly string[] {
  switch (size.kind) {
    case "constant":
      return [];
    case "name":
      return [size.name];
    case "negate":
      return namesIn(size.operand);
    case "binary":
      return [...new Set([...namesIn(size.left), ...namesIn(size.right)])];
    default:
      return assertNever(size);
  }
}
