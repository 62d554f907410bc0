/** Indices that are larger than what they look up: class numbers beyond `num_classes`, words beyond the vocabulary. */
import type { BrokenRequirement } from "../../facts/index.ts";
import { argumentOf, setArgument } from "../../edits/index.ts";
import { asConstant, printDim, printShape } from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { familyOf } from "../family.ts";
import { rewritten } from "../layer-arguments.ts";
import { culprit, relatedPlaces, subjectOperand } from "../story.ts";
import { code, sizeIn } from "../words.ts";

interface Beyond {
  readonly broken: BrokenRequirement;
  readonly size: Dim;
  readonly largest: number;
}

export const indexOutOfRange = defineRule({
  name: "index-out-of-range",
  summary: "Indices are larger than what they look up",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check(broken): Beyond | undefined {
    if (familyOf(broken) !== "index" || broken.relation.kind !== "at-least") return undefined;
    const count = asConstant(broken.relation.right);
    return count === undefined ? undefined : { broken, size: broken.relation.left, largest: count - 1 };
  },
  report: ({ broken, size, largest }, context) => {
    const place = outside(broken, context);
    if (place !== undefined) return { at: broken.span, message: place, related: relatedPlaces(broken) };
    const indices = subjectOperand(broken);
    const given = indices?.text === undefined ? "its input" : code(indices.text);
    const items = { one_hot: "classes", require_indices: "items" }[broken.operation] ?? "rows";
    const room = `${broken.operation === "require_indices" ? "picks from" : "has"} ${printDim(size)} ${items}`;
    const last = asConstant(size);
    const reach = last === undefined || last === 0 ? "" : `, 0 to ${String(last - 1)}`;
    const held = last === 0 ? "holds indices" : `holds indices up to ${String(largest)}`;
    return {
      at: broken.span,
      message: `${culprit(broken, context)} ${room}${reach}, but ${given} ${held}.`,
      related: relatedPlaces(broken),
    };
  },
  fixes: (found, context) => [enlarge(found, context)],
});

/** A number in a subscript: "`x[0, 5]` takes item 5 along an axis of 3, 0 to 2." */
function outside(broken: BrokenRequirement, context: RuleContext): string | undefined {
  const index = sizeIn(broken.detail, "index");
  const size = sizeIn(broken.detail, "size");
  if (index === undefined || size === undefined) return undefined;
  const last = asConstant(size);
  const reach = last === undefined || last === 0 ? "" : `: 0 to ${String(last - 1)}, or -${String(last)} to -1`;
  const shape = subjectOperand(broken)?.shape;
  const among =
    shape === undefined ? `of ${printDim(size)}` : `along an axis of ${printDim(size)} in ${printShape(shape)}`;
  return `${culprit(broken, context)} takes item ${printDim(index)} ${among}${reach}.`;
}

function enlarge({ broken, largest }: Beyond, { facts }: RuleContext): Fix | undefined {
  const call = broken.operation === "one_hot" ? broken.call : broken.layer?.creation;
  const names = broken.operation === "one_hot" ? ["num_classes"] : ["num_embeddings", "input_dim"];
  const argument = names.map((name) => call && argumentOf(call, name)).find((each) => each !== undefined);
  const parameter = argument?.parameter ?? "";
  const text = argument === undefined ? undefined : rewritten(argument, largest + 1);
  const edit = call === undefined || text === undefined ? undefined : setArgument(call, parameter, text.text);
  if (edit?.path !== facts.path || text === undefined) return undefined;
  return { title: `Set \`${parameter}\` to \`${text.text}\``, safe: false, preferred: true, edits: [edit] };
}
