/** Open values seen as integers and tensors: the first use decides what an argument of an open run is. */
import { add, floorDivide, modulo, multiply, subtract, symbol } from "../shape/index.ts";
import type { Dim } from "../shape/index.ts";
import type { Interpreter } from "./interpreter.ts";
import type { OpenValue, TensorValue, Value } from "./values.ts";

/** The integer that the value is, as far as an integer is what it is. */
export function openAsInt(it: Interpreter, value: Value): Dim | undefined {
  if (value.kind === "int") return value.size;
  if (value.kind === "bool") return value.value === undefined ? undefined : value.value ? 1 : 0;
  if (value.kind !== "open") return undefined;
  const known = it.assumptions.ints.get(String(value.id));
  if (known !== undefined) return it.assumptions.resolve(known);
  if (it.assumptions.tensors.has(String(value.id))) return undefined;
  const size =
    value.derived === undefined
      ? symbol({ id: it.nextId(), name: value.name, origin: "open", min: -Infinity, max: Infinity })
      : derivedInt(it, value.derived);
  if (size !== undefined) it.assumptions.remember("ints", value, size);
  return size;
}

function derivedInt(it: Interpreter, { operator, left, right }: NonNullable<OpenValue["derived"]>): Dim | undefined {
  const a = openAsInt(it, left);
  const b = openAsInt(it, right);
  if (a === undefined || b === undefined) return undefined;
  switch (operator) {
    case "+":
      return add(a, b);
    case "-":
      return subtract(a, b);
    case "*":
      return multiply(a, b);
    case "//":
      return b === 0 ? undefined : floorDivide(a, b);
    case "%":
      return b === 0 ? undefined : modulo(a, b);
    default:
      return undefined;
  }
}

/** The tensor that the value is: an open one gets a shape of its own, all of it still open. */
export function openAsTensor(it: Interpreter, value: Value): TensorValue | undefined {
  if (value.kind === "tensor") return value;
  if (value.kind !== "open") return undefined;
  const known = it.assumptions.tensors.get(String(value.id));
  if (known !== undefined) return known;
  if (it.assumptions.ints.has(String(value.id))) return undefined;
  if (value.derived !== undefined) return derivedTensor(it, value, value.derived);
  const row = { kind: "row", id: it.nextId(), name: value.name, origin: "open" } as const;
  const tensor = it.tensor({ shape: { lead: [], rest: row, tail: [] } });
  it.assumptions.remember("tensors", value, tensor);
  return tensor;
}

/** `x / 255` of an open `x` that turns out to be a tensor: the operator runs on the tensors. */
function derivedTensor(
  it: Interpreter,
  value: OpenValue,
  { operator, left, right }: NonNullable<OpenValue["derived"]>,
): TensorValue | undefined {
  const isScalar = (operand: Value): boolean =>
    operand.kind === "int" || operand.kind === "float" || operand.kind === "bool";
  const isTensor = (operand: Value): boolean =>
    operand.kind === "tensor" || (operand.kind === "open" && it.isOpenTensor(operand));
  if (!isScalar(left) && !isScalar(right) && !isTensor(left) && !isTensor(right)) return undefined;
  const a = isScalar(left) ? left : openAsTensor(it, left);
  const b = isScalar(right) ? right : openAsTensor(it, right);
  if (a === undefined || b === undefined) return undefined;
  const result = it.language.binary(it, operator, a, b);
  if (result.kind !== "tensor") return undefined;
  it.assumptions.remember("tensors", value, result);
  return result;
}
