/** The initial state of a recurrent layer that has another shape or form than the layer, its input and its options make it. */
import { argumentOf, isAtomic, replace } from "../edits/index.ts";
import type { BrokenRequirement } from "../facts/index.ts";
import { knownDims, printShape, proveEqualShapes, shapeFrom } from "../shape/index.ts";
import type { Shape } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { importedName } from "./keras-words.ts";
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

/** A cell of zeros beside the one state that an LSTM is given; of a pair for another layer its hidden state. */
export function stateFormFix(
  { requirement, relation, call }: BrokenRequirement,
  { facts }: RuleContext,
): Fix | undefined {
  const given = call === undefined ? undefined : (argumentOf(call, "hx") ?? call.args[1]);
  const { span, text, written } = given ?? {};
  if (requirement !== "state-form" || relation.kind !== "other" || call?.path !== facts.path) return undefined;
  if (span === undefined || text === undefined || written !== undefined) return undefined;
  const torch = importedName(facts.text, "torch");
  const isPair = relation.detail["reason"] === "state-pair";
  const pair = torch === undefined || !isAtomic(text) ? undefined : `(${text}, ${torch}.zeros_like(${text}))`;
  const hidden =
    /^\(\s*([\w.[\]]+)\s*,\s*[\w.[\]]+\s*\)$/.exec(text)?.[1] ?? (isAtomic(text) ? `${text}[0]` : undefined);
  const newText = isPair ? pair : hidden;
  const title = `Give ${code(newText ?? "")} for the state`;
  return newText === undefined
    ? undefined
    : { title, safe: false, preferred: true, edits: [replace(facts.path, span, newText)] };
}
