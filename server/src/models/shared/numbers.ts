/** The numbers of a tensor as a program reads them: lists within lists, or one flat list, of values that nobody knows. */
import type { Interpreter } from "../../interp/interpreter.ts";
import { anyFloat, anyStr, unknown } from "../../interp/values.ts";
import type { ListValue, TensorValue, Value } from "../../interp/values.ts";
import { asConstant, knownDims } from "../../shape/index.ts";
import type { DType } from "../../shape/index.ts";

/** More numbers are not listed one by one. */
const mostNumbers = 128;

export function nestedNumbers(it: Interpreter, value: Value | undefined, flat: boolean): Value {
  const tensor = value === undefined ? undefined : it.asTensor(value);
  const dtype = tensor?.type.dtype;
  if (tensor === undefined || dtype === undefined || dtype === "complex64") return it.list([], unknown);
  const sizes = constantSizes(it, tensor);
  const one = numberOf(it, dtype);
  if (!flat) return sizes === undefined ? it.list([], unknown) : nested(it, sizes, one);
  const count = sizes?.reduce((all, each) => all * each, 1);
  const list = count === undefined ? it.list([], one) : it.list(Array.from({ length: count }, () => one));
  return dtype === "string" ? list : { ...list, elements: dtype === "bool" ? "int32" : dtype };
}

function constantSizes(it: Interpreter, tensor: TensorValue): readonly number[] | undefined {
  const sizes: number[] = [];
  for (const dim of knownDims(it.assumptions.resolveShape(tensor.type.shape)) ?? [undefined]) {
    const size = dim === undefined ? undefined : asConstant(dim);
    if (size === undefined) return undefined;
    sizes.push(size);
  }
  return sizes.reduce((all, each) => all * Math.max(1, each), 1) <= mostNumbers ? sizes : undefined;
}

function nested(it: Interpreter, [size = 0, ...others]: readonly number[], one: Value): ListValue {
  return it.list(Array.from({ length: size }, () => (others.length === 0 ? one : nested(it, others, one))));
}

function numberOf(it: Interpreter, dtype: DType): Value {
  if (dtype === "string") return anyStr;
  return dtype === "float32" ? anyFloat : it.anyInt({});
}
