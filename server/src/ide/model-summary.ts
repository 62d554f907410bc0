/** A model in one line: what goes in, what comes out, how many parameters. Shared by the code lens and the hover. */
import type { ModelFact } from "../facts/index.ts";
import { minRank, printShape, printTensor } from "../shape/index.ts";
import type { TensorType } from "../shape/index.ts";

/** `(B, 3, 224, 224) → (B, 10)`; several inputs carry their names. */
export function describeModel({ inputs, outputs }: ModelFact): string {
  const [first] = inputs;
  const taken =
    inputs.length === 1 && first !== undefined
      ? printUsual(first.tensor)
      : inputs.map(({ name, tensor }) => `${name} ${printUsual(tensor)}`).join(", ");
  return `${taken === "" ? "?" : taken} → ${outputs.length === 0 ? "?" : outputs.map((output) => printShape(output.shape)).join(", ")}`;
}

/** Whether the line would tell anything. */
export function isKnown({ inputs, outputs, parameters }: ModelFact): boolean {
  return parameters !== undefined || [...inputs.map(({ tensor }) => tensor), ...outputs].some(hasAxes);
}

/** `11.2 M parameters`, and exactly below a million: `61,706 parameters`. */
export function describeParameters({ parameters }: ModelFact): string | undefined {
  if (parameters === undefined) return undefined;
  const units = [
    { size: 1e12, name: "T" },
    { size: 1e9, name: "G" },
    { size: 1e6, name: "M" },
  ];
  const unit = units.find(({ size }) => parameters >= size);
  const count = unit === undefined ? withCommas(parameters) : `${(parameters / unit.size).toFixed(1)} ${unit.name}`;
  return `${count} ${parameters === 1 ? "parameter" : "parameters"}`;
}

/** Most tensors are float32: only another type is worth the room. */
export function printUsual(tensor: TensorType): string {
  return tensor.dtype === undefined || tensor.dtype === "float32" ? printShape(tensor.shape) : printTensor(tensor);
}

function hasAxes(tensor: TensorType): boolean {
  return minRank(tensor.shape) > 0 || tensor.shape.rest === undefined;
}

function withCommas(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
