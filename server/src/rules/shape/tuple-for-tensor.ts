/** A tuple or dict of tensors where one tensor is taken: what a recurrent layer, `max(dim)`, a segmentation network or a loader gives, handed on as it came. */
import { insert, insertAfter } from "../../edits/index.ts";
import type { BrokenRequirement } from "../../facts/index.ts";
import { printDim } from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { familyOf } from "../family.ts";
import { nnSpelling } from "../heads.ts";
import { culprit, makerName, relatedPlaces, subjectOperand } from "../story.ts";
import { code, excerpt } from "../words.ts";

export const tupleForTensor = defineRule({
  name: "tuple-for-tensor",
  summary: "A tuple or dict of tensors stands where one tensor is taken",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check: (broken): BrokenRequirement | undefined => (familyOf(broken) === "tuple" ? broken : undefined),
  report: (broken, context) => ({
    at: broken.span,
    message: message(broken, context),
    related: relatedPlaces(broken),
  }),
  fixes: (broken, context) => [takeFirst(broken, context), takeBetween(broken, context)],
});

function message(broken: BrokenRequirement, context: RuleContext): string {
  const detail = broken.relation.kind === "other" ? broken.relation.detail : {};
  const { kind, text, odd, oddKind, tensors } = detail;
  const who = culprit(broken, context);
  const what = typeof text === "string" ? code(excerpt(text, 40)) : "what it gets";
  if (typeof odd === "number") {
    const is = typeof oddKind === "string" && oddKind !== "None" ? `a ${oddKind}` : code("None");
    return `${who} takes tensors, but item ${String(odd)} of ${what} is ${is}.`;
  }
  if (kind === "number") return `${who} takes a tensor, but ${what} is a number.`;
  if (kind === "device") return `${who} takes a tensor, but ${what} is a device.`;
  if (kind === "module") return `${who} takes a tensor, but ${what} is a module. Call it, and hand on what it gives.`;
  if (kind === "None")
    return text === "None"
      ? `${who} takes a tensor, not \`None\`.`
      : `${who} takes a tensor, but ${what} is \`None\` here. Is a \`return\` missing?`;
  const { attribute, axes } = detail;
  const lacks = typeof attribute === "string" ? `has no ${code(attribute)}` : "has no axes";
  const is =
    attribute !== undefined || axes !== undefined
      ? `${what} is a ${kindWords(broken)}, which ${lacks}`
      : `${who} takes a tensor, but ${what} is a ${kindWords(broken)}`;
  if (tensors === undefined) return `${is}. Make a tensor of it: \`torch.tensor(…)\`.`;
  const remedy =
    typeof text === "string"
      ? ` Take one of them: ${code(text + subscript(broken))}.`
      : " Take the tensor out of it first.";
  return `${is}${source(broken, context)}.${remedy}`;
}

function kindWords({ relation }: BrokenRequirement): string {
  const { kind, items } = relation.kind === "other" ? relation.detail : {};
  return `${typeof kind === "string" ? kind : "tuple"} of ${printDim((items ?? 0) as Dim)}`;
}

/** What takes the first tensor out: `[0]`, `['out']`. */
function subscript({ relation }: BrokenRequirement): string {
  const key = relation.kind === "other" ? relation.detail["key"] : undefined;
  if (typeof key !== "string") return "[0]";
  return /['\\\n]/.test(key) ? `[${JSON.stringify(key)}]` : `['${key}']`;
}

/** What a recurrent layer's or a reduction's tuple holds. */
const contents: Readonly<Record<string, string>> = {
  lstm: "`(output, (h_n, c_n))`",
  gru: "`(output, h_n)`",
  rnn: "`(output, h_n)`",
  multi_head_attention: "`(output, weights)`",
  max: "`(values, indices)`",
  min: "`(values, indices)`",
  sort: "`(values, indices)`",
  topk: "`(values, indices)`",
};

function source(broken: BrokenRequirement, context: RuleContext): string {
  const producer = subjectOperand(broken)?.producer;
  const holds = producer === undefined ? undefined : contents[producer.operation];
  const isWhole = broken.relation.kind === "other" && broken.relation.detail["kind"] === "tuple";
  if (producer === undefined || holds === undefined || !isWhole) return "";
  return `: ${makerName(producer, context)} returns ${holds}`;
}

function takeFirst(broken: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const operand = subjectOperand(broken);
  if (operand?.span === undefined || operand.text === undefined || broken.path !== facts.path) return undefined;
  if (!/^[\w.]+(\(.*\))?$/.test(operand.text)) return undefined;
  const title = `Take \`${operand.text}${subscript(broken)}\``;
  return { title, safe: false, preferred: true, edits: [insertAfter(facts, operand.span, subscript(broken))] };
}

/** Between two layers of a `Sequential` of PyTorch nothing can be taken out but by a module. */
function takeBetween(broken: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const { path, text } = facts;
  const producer = subjectOperand(broken)?.producer;
  const [made, next] = [producer?.layer?.creation, broken.layer?.creation];
  const isRecurrent = /^torch\.nn\.(LSTM|GRU|RNN)$/.test(producer?.layer?.className ?? "");
  if (!isRecurrent || made?.path !== path || next?.path !== path || next.span.start < made.span.end) return undefined;
  // Items of one list, with nothing but a comma between them.
  if (!/^\s*,\s*$/.test(text.slice(made.span.end, next.span.start))) return undefined;
  const name = "TakeOutput";
  const before = statementAround(text, made.span.start);
  if (before === undefined || new RegExp(`\\b${name}\\b`).test(text)) return undefined;
  const definition = `class ${name}(${nnSpelling(text)}.Module):\n    def forward(self, outputs):\n        return outputs[0]\n\n\n`;
  const item = text.slice(made.span.end, next.span.start);
  const edits = [insert(path, before, definition), insert(path, made.span.end, `${item}${name}()`)];
  const title = `Put a module behind ${code(excerpt(made.calleeText, 30))} that takes its output`;
  return { title, safe: false, preferred: true, edits };
}

/** Where the statement of the file begins that an offset lies in, with its decorators. */
function statementAround(text: string, offset: number): number | undefined {
  let start = text.lastIndexOf("\n", offset - 1) + 1;
  while (start > 0 && /^[ \t)\]}\r\n#]/.test(text.slice(start))) start = text.lastIndexOf("\n", start - 2) + 1;
  for (let above = start; above > 0;) {
    above = text.lastIndexOf("\n", above - 2) + 1;
    if (text[above] !== "@") break;
    start = above;
  }
  return /^[ \t]/.test(text.slice(start)) ? undefined : start;
}
