/** Functions of one tensor that keep its shape, and casts. */
import { axisOf, floorDivide, minRank, proveEqual } from "../shape/index.ts";
import type { DType, Reading, TensorType } from "../shape/index.ts";
import { unknownResult } from "./argument.ts";
import { sizeAt, withAxis } from "./axis.ts";
import { axisIn, dtypeIn, equal, multipleOf, rankIn } from "./requirement.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { changed, mapRange } from "./interval.ts";
import { copied, inMemory, inMemoryAnew } from "./memory.ts";
import { dtype, flag, float, tensor, text } from "./parameters.ts";
import { chosen, floatOf, sameDType, sumOf } from "./promotion.ts";
import { axis } from "./size-parameters.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Functions that write each number where the number they made it of stood in memory. */
const pointwise = words(
  "relu relu6 gelu silu mish tanh sigmoid exp log log1p sqrt rsqrt square abs neg dropout leaky_relu elu selu softplus hardtanh hardswish hardsigmoid sin cos",
);

const floatProducing = words(
  "sqrt rsqrt exp exp2 expm1 log log2 log10 log1p sin cos tan asin acos atan arcsin arccos arctan sinh cosh tanh asinh " +
    "acosh atanh sigmoid erf erfc erfinv lgamma digamma reciprocal logit deg2rad rad2deg sinc i0 softsign tanhshrink " +
    "angle entr erfcx ndtr ndtri log_ndtr polygamma mvlgamma special",
);
const truthValued = words("isnan isinf isfinite isposinf isneginf isreal logical_not signbit");
/** Functions that no framework refuses integers for. */
const takesIntegers = words("abs neg sign square relu relu6 round logical_not bitwise_not dropout");
/** Functions that hand their input on as it is. */
const identities = words("clone detach contiguous identity positive alias requires_grad_ pin_memory");
/** Those of them that put it elsewhere, if it has gaps. */
const copies = words("clone contiguous pin_memory");

const unary = defineOp({
  name: "unary",
  family: "name",
  // `strict`: whole numbers are not converted where the function gives broken ones.
  params: { input: tensor("*_"), name: text(), strict: flag(false) },
  requires: {
    dtype: ({ input, name, strict }) =>
      strict === true && name !== undefined && !takesIntegers.has(name)
        ? dtypeIn("input", input.dtype, "differentiable")
        : undefined,
  },
  result: ({ input, name }) => {
    if (name === undefined) return result(input.shape);
    if (identities.has(name))
      return copies.has(name) ? copied({ kind: "tensor", tensor: input }) : { kind: "tensor", tensor: input };
    const made = result(input.shape, unaryDType(name, input), unaryReading(name, input));
    return pointwise.has(name) ? inMemory(made, input.order) : made;
  },
});

function unaryDType(name: string, input: TensorType): DType | undefined {
  if (truthValued.has(name)) return "bool";
  if (name === "abs" && input.dtype?.startsWith("complex") === true)
    return input.dtype === "complex128" ? "float64" : "float32";
  // A square is a power, which makes numbers of booleans.
  if (name === "square" && input.dtype === "bool") return "int64";
  return floatProducing.has(name) ? floatOf(input.dtype) : input.dtype;
}

function unaryReading(name: string, input: TensorType): Reading {
  return changed(name, truthValued.has(name) ? [0, 1] : mapRange(name, input.reading?.range));
}

const like = defineOp({
  name: "like",
  params: { input: tensor("*_"), dtype: dtype(), low: float(), high: float() },
  result: ({ input, dtype, low, high }) =>
    result(
      input.shape,
      chosen(dtype, input.dtype),
      low === undefined || high === undefined ? undefined : { range: [low, high] },
    ),
});

/** The same values, in order in memory. */
const contiguous = defineOp({
  name: "contiguous",
  params: { input: tensor("*_") },
  result: ({ input }) => inMemoryAnew({ kind: "tensor", tensor: input }),
});

const cast = defineOp({
  name: "cast",
  params: { input: tensor("*_"), dtype: dtype() },
  result: ({ input, dtype }) => {
    const asked = chosen(dtype, input.dtype);
    return result(input.shape, asked, asked === "bool" ? changed("cast", [0, 1]) : input.reading);
  },
});

/** Functions along one axis that keep the shape. */
function scan(name: string, dtypeOf: (given: DType | undefined) => DType | undefined): Operation {
  return defineOp({
    name,
    params: { input: tensor("*_"), dim: axis(), dtype: dtype() },
    requires: { axis: ({ input, dim }) => axisIn("dim", dim, input.shape) },
    result: ({ input, dtype }) => result(input.shape, chosen(dtype, dtypeOf(input.dtype)), changed(name)),
    promise: ({ input }) => (input === undefined ? unknownResult : result(input.shape)),
  });
}

function pairScan(name: string): Operation {
  return defineOp({
    name,
    params: { input: tensor("*_"), dim: axis() },
    requires: { axis: ({ input, dim }) => axisIn("dim", dim, input.shape) },
    result: ({ input }) => ({
      kind: "tuple",
      items: [result(input.shape, input.dtype, changed(name)), result(input.shape, "int64")],
      names: ["values", "indices"],
    }),
  });
}

const glu = defineOp({
  name: "glu",
  params: { input: tensor("*_"), dim: axis(-1) },
  requires: {
    rank: ({ input }) => rankIn("input", input.shape, { min: 1 }),
    axis: ({ input, dim }) => axisIn("dim", dim, input.shape),
    "even-size": ({ input, dim }, fresh) => multipleOf("input", sizeAt(input.shape, dim, fresh), 2),
  },
  result: ({ input, dim }, fresh) =>
    result(
      withAxis(input.shape, dim, floorDivide(sizeAt(input.shape, dim, fresh), 2), fresh),
      input.dtype,
      changed("glu"),
    ),
});

const prelu = defineOp({
  name: "prelu",
  params: { input: tensor("*_"), weight: tensor("W?") },
  requires: {
    // A single weight serves every channel; a tensor without a channel axis has one channel.
    channels: ({ input, W }) => {
      const [count] = W.lead;
      const channels = minRank(input.shape) >= 2 ? axisOf(input.shape, 1) : undefined;
      if (count === undefined || channels === undefined || proveEqual(count, 1) !== "fails") return undefined;
      return equal("input", channels, count);
    },
    "same-dtype": ({ input, weight }) => sameDType("input", input, weight),
  },
  result: ({ input }) => result(input.shape, input.dtype, changed("prelu")),
  promise: ({ input }) => (input === undefined ? unknownResult : result(input.shape, input.dtype)),
});

const keep = (given: DType | undefined): DType | undefined => given;

export const unaries: readonly Operation[] = [
  unary,
  like,
  contiguous,
  cast,
  scan("cumsum", sumOf),
  scan("cumprod", sumOf),
  scan("logcumsumexp", keep),
  pairScan("cummax"),
  pairScan("cummin"),
  glu,
  prelu,
];
