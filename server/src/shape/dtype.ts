/** Element types and how they combine: PyTorch's promotion table, which the other frameworks' models may override. */

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

/** The type of a number that is not a tensor. */
export type ScalarKind = "bool" | "int" | "float";

/** Rank within its category; a higher category wins over a lower one. */
const order: Readonly<
  Record<DType, { readonly category: "bool" | "int" | "float" | "complex" | "string"; readonly width: number }>
> = {
  bool: { category: "bool", width: 0 },
  uint8: { category: "int", width: 8 },
  int8: { category: "int", width: 8 },
  int16: { category: "int", width: 16 },
  int32: { category: "int", width: 32 },
  int64: { category: "int", width: 64 },
  float16: { category: "float", width: 16 },
  bfloat16: { category: "float", width: 16 },
  float32: { category: "float", width: 32 },
  float64: { category: "float", width: 64 },
  complex64: { category: "complex", width: 32 },
  complex128: { category: "complex", width: 64 },
  string: { category: "string", width: 0 },
};

const categories = ["bool", "int", "float", "complex"] as const;

export function asDType(text: string): DType | undefined {
  return Object.hasOwn(order, text) ? (text as DType) : undefined;
}

export function isFloating(d: DType): boolean {
  return order[d].category === "float";
}

/** Signed or not; bool is not one. */
export function isInteger(d: DType): boolean {
  return order[d].category === "int";
}

export function isComplex(d: DType): boolean {
  return order[d].category === "complex";
}

/** The type that elements of both are converted to; undefined for a string and a number, which do not combine. */
export function promote(a: DType, b: DType): DType | undefined {
  if (a === b) return a;
  const left = order[a];
  const right = order[b];
  if (left.category === "string" || right.category === "string") return undefined;
  if (left.category === right.category) {
    if (left.width !== right.width) return left.width > right.width ? a : b;
    // Equal width, different types: neither holds the other.
    return left.category === "int" ? "int16" : "float32";
  }
  const [high, low] = categories.indexOf(left.category) > categories.indexOf(right.category) ? [a, b] : [b, a];
  // float64 needs the wider complex type; half precision fits in the narrower.
  return high === "complex64" && low === "float64" ? "complex128" : high;
}

/** A number changes the type of a tensor only if it is of a higher category. */
export function promoteScalar(tensor: DType, scalar: ScalarKind, defaultFloat: DType = "float32"): DType {
  const { category } = order[tensor];
  if (category === "string" || categories.indexOf(category) >= categories.indexOf(scalar)) return tensor;
  return scalar === "float" ? defaultFloat : "int64";
}
