/**
 * The integer that a tensor without axes holds: `i` of `for i in torch.randint(…)`. It has a symbol of its own, so that `data[i:i + n]` is
 * known to be `n` long.
 */
import { isInteger, rankOf, symbol } from "../shape/index.ts";
import type { Dim } from "../shape/index.ts";
import type { Interpreter } from "./interpreter.ts";
import type { TensorValue, Value } from "./values.ts";

export function integerIn(it: Interpreter, tensor: TensorValue): Dim | undefined {
  const { dtype, reading, shape } = tensor.type;
  if (rankOf(shape) !== 0 || dtype === undefined || !isInteger(dtype)) return undefined;
  if (tensor.scalar === undefined) {
    const [min, max] =
      reading?.range ?? (reading?.classes === undefined ? [-Infinity, Infinity] : [0, reading.classes.count - 1]);
    it.heap.assign(tensor, "scalar", symbol({ id: it.nextId(), name: "n", origin: "opaque", min, max }));
  }
  return tensor.scalar;
}

/** The integer that an operand of plain arithmetic is, be it in a tensor or not. */
export function integerOperand(it: Interpreter, value: Value): Dim | undefined {
  if (value.kind === "tensor") return integerIn(it, value);
  return value.kind === "int" ? it.asInt(value) : undefined;
}
