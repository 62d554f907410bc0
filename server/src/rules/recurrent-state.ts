/** The initial state of a recurrent layer that has another shape than the layer, its input and its options make it. */
import type { BrokenRequirement } from "../facts/index.ts";
import { knownDims, printShape, proveEqualShapes, shapeFrom } from "../shape/index.ts";
import type { Shape } from "../shape/index.ts";
import { code } from "./words.ts";

/** `undefined` where it is something else that is broken. */
export function stateMessage({ requirement, detail }: BrokenRequirement, who: string): string | undefined {
  const { state, wanted } = detail ?? {};
  if (requirement !== "state-shape" || !isShape(state) || !isShape(wanted)) return undefined;
  const order = isBatchFirst(state, wanted)
    ? ` The batch is the second axis of a state, also with ${code("batch_first=True")}.`
    : "";
  return `${who} takes a state of ${printShape(wanted)}, but gets ${printShape(state)}.${order}`;
}

const isShape = (value: unknown): value is Shape => typeof value === "object" && value !== null && "lead" in value;

function isBatchFirst(state: Shape, wanted: Shape): boolean {
  const [layers, batch, features] = knownDims(wanted) ?? [];
  if (layers === undefined || batch === undefined || features === undefined) return false;
  return proveEqualShapes(state, shapeFrom([batch, layers, features])) === "holds";
}
