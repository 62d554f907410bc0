/** Tensors made from Python or JS data: nested lists of numbers, other tensors, a number. */
import type { Interpreter } from "../../interp/interpreter.ts";
import { constantInt, unknown } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";
import { promote } from "../../shape/index.ts";
import type { Dim, DType, Reading, TensorType } from "../../shape/index.ts";
import { labelReading } from "./labels.ts";
import { makeTensor } from "./tensor-library.ts";

interface Literal {
  readonly sizes: readonly Dim[];
  readonly dtype: DType | undefined;
  /** Smallest and largest, while all are integers: labels known to the last one. */
  readonly range: readonly [number, number] | undefined;
  /** Of a number that is 0 or 1, which; of a row of such, how many are 1; of rows, the most in one. */
  readonly ones?: number | undefined;
}

/** `whole` is the type that the library gives to Python's integers. */
export function literalTensor(it: Interpreter, data: Value, dtype: Value | undefined, whole?: Value): Value {
  const wanted = dtype?.kind === "dtype" ? dtype.dtype : undefined;
  const unsure = dtype !== undefined && dtype.kind !== "dtype" && dtype.kind !== "none" && dtype.kind !== "undefined";
  const source =
    data.kind === "tensor" || (data.kind === "open" && it.isOpenTensor(data)) ? it.asTensor(data) : undefined;
  if (source !== undefined) {
    const kept = unsure ? undefined : (wanted ?? source.type.dtype);
    const { dtype: _, ...rest } = source.type;
    return makeTensor(it, kept === undefined ? rest : { ...rest, dtype: kept }, source.producer);
  }
  const literal = readLiteral(it, data, whole?.kind === "dtype" ? whole.dtype : "int64");
  if (literal === undefined) return opaqueTensor(it, unsure ? undefined : wanted);
  const kept = unsure ? undefined : (wanted ?? literal.dtype);
  const reading: Reading | undefined =
    literal.range === undefined
      ? data.kind === "int"
        ? labelReading(it.assumptions.resolve(data.size))
        : undefined
      : {
          range: literal.range,
          ...(literal.range[0] < literal.range[1] ? { varied: true } : {}),
          ...(literal.range[1] < 0 ? {} : { classes: { kind: "atLeast", count: literal.range[1] + 1 } }),
        };
  // Rows of zeros and ones with several ones in one of them: these do not exclude each other.
  const isSeveral = literal.sizes.length === 2 && (literal.ones ?? 0) > 1;
  const told: Reading | undefined = isSeveral ? { ...reading, range: [0, 1], severalOnes: true } : reading;
  const type: TensorType = {
    shape: { lead: literal.sizes, tail: [] },
    ...(kept === undefined ? {} : { dtype: kept }),
    ...(told === undefined ? {} : { reading: told }),
  };
  return makeTensor(it, type);
}

/** Nothing is known but that it is a tensor. */
function opaqueTensor(it: Interpreter, dtype: DType | undefined): Value {
  return makeTensor(it, {
    shape: { lead: [], rest: it.row("rest"), tail: [] },
    ...(dtype === undefined ? {} : { dtype }),
  });
}

function readLiteral(it: Interpreter, data: Value, whole: DType): Literal | undefined {
  switch (data.kind) {
    case "int":
      return {
        sizes: [],
        dtype: wholeType(constantInt(data), whole),
        range: pointRange(constantInt(data)),
        ones: bit(constantInt(data)),
      };
    case "bool":
      return { sizes: [], dtype: "bool", range: undefined };
    case "float":
      return { sizes: [], dtype: "float32", range: undefined, ones: bit(data.value) };
    case "str":
      return { sizes: [], dtype: "string", range: undefined };
    case "tensor":
      return data.type.shape.rest === undefined
        ? { sizes: data.type.shape.lead, dtype: data.type.dtype, range: undefined }
        : undefined;
    case "list":
    case "tuple":
    case "range": {
      const { items, rest } = it.iterate(data);
      if (rest !== undefined) {
        const inner = rest === unknown ? undefined : readLiteral(it, rest, whole);
        return inner === undefined
          ? undefined
          : { sizes: [it.size("n"), ...inner.sizes], dtype: inner.dtype, range: undefined };
      }
      return stack(items.map((item) => readLiteral(it, item, whole)));
    }
    default:
      return undefined;
  }
}

/** A number that does not fit into 32 bits takes 64. */
const wholeType = (value: number | undefined, whole: DType): DType =>
  whole === "int32" && value !== undefined && Math.abs(value) >= 2 ** 31 ? "int64" : whole;

const bit = (value: number | undefined): number | undefined => (value === 0 || value === 1 ? value : undefined);

function pointRange(value: number | undefined): Literal["range"] {
  return value === undefined ? undefined : [value, value];
}

/** Rows of one shape make a shape; ragged or unreadable ones make nothing. */
function stack(rows: readonly (Literal | undefined)[]): Literal | undefined {
  const [first] = rows;
  if (rows.length === 0) return { sizes: [0], dtype: "float32", range: undefined };
  if (first === undefined) return undefined;
  let { dtype, range } = first;
  const counts = rows.map((row) => row?.ones);
  const ones = counts.every((count) => count !== undefined)
    ? counts.reduce((a, b) => (first.sizes.length === 0 ? a + b : Math.max(a, b)), 0)
    : undefined;
  for (const row of rows) {
    if (row?.sizes.length !== first.sizes.length || row.sizes.some((s, i) => s !== first.sizes[i])) return undefined;
    dtype = dtype === undefined || row.dtype === undefined ? undefined : promote(dtype, row.dtype);
    range =
      range === undefined || row.range === undefined
        ? undefined
        : [Math.min(range[0], row.range[0]), Math.max(range[1], row.range[1])];
  }
  return { sizes: [rows.length, ...first.sizes], dtype, range, ones };
}
