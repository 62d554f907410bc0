/** A layer that is given weights of another shape than its own: the sizes with which it would take them. */
import { argumentOf, setArgument } from "../edits/index.ts";
import type { BrokenRequirement } from "../facts/index.ts";
import type { Fix } from "./define.ts";
import { rewritten } from "./layer-arguments.ts";

/** Another `input_dim` or `output_dim` for an `Embedding`: vectors of words that were trained elsewhere have their width. */
export function givenWeightsFix({ requirement, detail, relation, layer, call }: BrokenRequirement): Fix | undefined {
  if (requirement !== "axis-size" || detail?.["name"] !== "weights" || relation.kind !== "equal") return undefined;
  const creation = layer?.creation ?? call;
  const parameter = detail["axis"] === "0" ? "input_dim" : "output_dim";
  const argument = creation && argumentOf(creation, parameter);
  const text = argument && rewritten(argument, relation.left)?.text;
  const edit = text === undefined || creation === undefined ? undefined : setArgument(creation, parameter, text);
  return edit && { title: `Set \`${parameter}\` to \`${text ?? ""}\``, safe: false, preferred: true, edits: [edit] };
}
