// What every operation does to its arguments first: numbers and arrays become tensors, names become dtypes.
import { ops } from "shapeline";

export const float32 = ops.dtype("float32");
export const int32 = ops.dtype("int32");

// The dtype that a name stands for; `fallback` where none is given.
export function dtypeOf(name, fallback = float32) {
  return name == null ? fallback : ops.dtype(name);
}

// Numbers are float32, whatever their value, but for those of typed arrays; flags and strings are what they are.
function inferred(values) {
  let first = values;
  while (Array.isArray(first)) {
    const elements = ops.element_type(first);
    if (ops.is_dtype(elements)) return elements;
    first = first[0];
  }
  if (typeof first === "boolean") return ops.dtype("bool");
  return typeof first === "string" ? ops.dtype("string") : float32;
}

// A list of tensors is no list of numbers: the library makes something without sense of it.
function holdsTensors(values) {
  return Array.isArray(values) && ops.surely_tensor(values[0]);
}

export function tensorFrom(values, shape, dtype) {
  const type = dtype == null ? inferred(values) : ops.dtype(dtype);
  if (holdsTensors(values)) return ops.unknown();
  if (ops.is_unknown(values)) return shape == null ? ops.tensor(values, type) : ops.full(shape, type);
  const made = ops.tensor(values, type);
  return shape == null ? made : ops.reshape(made, shape);
}

// A tensor stays the very one that the program gave; where one dtype is wanted, no other is taken.
export function toTensor(value, dtype) {
  if (ops.is_tensor(value)) {
    const fits = dtype == null || ops.check_dtype(value, ops.dtype(dtype));
    return fits ? value : ops.cast(value, ops.dtype(dtype));
  }
  return Array.isArray(value) || typeof value === "number" || typeof value === "boolean"
    ? tensorFrom(value, null, dtype)
    : value;
}

// Whether the tensor surely holds integers or flags.
export function isIntegral(tensor) {
  const dtype = ops.dtype_of(tensor);
  return ops.is_unknown(dtype) ? false : !ops.is_floating(dtype);
}

export function toFloating(tensor) {
  return isIntegral(tensor) ? ops.cast(tensor, float32) : tensor;
}
