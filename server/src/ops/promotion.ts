/** Which dtype an operation gives, and which it refuses to mix. */
import { isFloating, promote } from "../shape/index.ts";
import type { DType, Proof, TensorType } from "../shape/index.ts";
import { proof } from "./requirement.ts";
import type { Need } from "./requirement.ts";

/** What an operation on real numbers makes of a dtype: ints and bools become the default float. */
export function floatOf(dtype: DType | undefined): DType | undefined {
  return dtype === undefined || isFloating(dtype) || dtype.startsWith("complex") ? dtype : "float32";
}

/** Sums of ints and bools are int64. */
export function sumOf(dtype: DType | undefined): DType | undefined {
  return dtype === undefined || isFloating(dtype) || dtype.startsWith("complex") ? dtype : "int64";
}

/** The dtype that was asked for, or else the one given. */
export function chosen(asked: DType | "unknown" | undefined, otherwise: DType | undefined): DType | undefined {
  return asked === "unknown" ? undefined : (asked ?? otherwise);
}

/** The first known dtype, where all must be the same. */
export function commonDType(...tensors: readonly (TensorType | undefined)[]): DType | undefined {
  const known = tensors.map((tensor) => tensor?.dtype);
  const [first] = known;
  return known.every((dtype) => dtype === undefined || dtype === first) ? first : undefined;
}

export function promoted(tensors: readonly TensorType[]): DType | undefined {
  const [first, ...others] = tensors.map((tensor) => tensor.dtype);
  return others.reduce<DType | undefined>(
    (whole, dtype) => (whole === undefined || dtype === undefined ? undefined : promote(whole, dtype)),
    first,
  );
}

/**
 * Two tensors that a kernel takes in one dtype only. Under autocast the floats of 32 bits and fewer mix, so only what no
 * autocast repairs is refuted.
 */
export function sameDType<S extends string>(
  subject: S,
  actual: TensorType | undefined,
  wanted: TensorType | undefined,
): Need<S> | undefined {
  if (actual?.dtype === undefined || wanted?.dtype === undefined) return undefined;
  return proof(subject, mixes(actual.dtype, wanted.dtype), { actual: actual.dtype, wanted: wanted.dtype });
}

function mixes(left: DType, right: DType): Proof {
  if (left === right) return "holds";
  const short = (dtype: DType): boolean => dtype === "float16" || dtype === "bfloat16" || dtype === "float32";
  return short(left) && short(right) ? "unknown" : "fails";
}
