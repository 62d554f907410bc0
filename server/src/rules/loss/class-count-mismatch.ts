/** More or fewer outputs than the labels have classes. Fewer crash as soon as a label is out of range; more train in silence. */
import type { Span } from "../../base/span.ts";
import { argumentOf, insertLine, setArgument } from "../../edits/index.ts";
import type { LossCallFact, Producer } from "../../facts/index.ts";
import { asConstant, axisOf, isFloating, printShape, rankOf } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { outputArgument, rewritten } from "../layer-arguments.ts";
import { crashes } from "../losses.ts";
import { nnSpelling } from "../heads.ts";
import { makerOf } from "../story.ts";
import { code, counted } from "../words.ts";

interface Mismatch {
  readonly loss: LossCallFact;
  readonly outputs: number;
  readonly classes: number;
  /** The layer that gives the outputs. */
  readonly head: Producer | undefined;
}

export const classCountMismatch = defineRule({
  name: "class-count-mismatch",
  summary: "A network has more or fewer outputs than the labels have classes",
  level: "error",
  since: "0.1.0",
  on: "loss-call",

  check(loss, { facts }): Mismatch | undefined {
    const { contract, input, target } = loss;
    const classes = target?.tensor.reading?.classes;
    if (contract.target !== "indices" || target === undefined || classes === undefined) return undefined;
    // Probabilities as targets, and labels of which the last one is left out.
    const { dtype } = target.tensor;
    if ((dtype !== undefined && isFloating(dtype)) || loss.options["ignore_index"] === String(classes.count - 1))
      return undefined;
    const rank = rankOf(input.tensor.shape);
    const axis = rank === 1 ? 0 : contract.axis === undefined || rank === undefined ? 1 : rank + contract.axis;
    const outputs = rank === undefined ? undefined : asConstant(axisOf(input.tensor.shape, axis) ?? NaN);
    if (outputs === undefined || rank === undefined || outputs === classes.count) return undefined;
    // Labels that were filtered or clamped may have fewer classes than their bound; labels that are written down may not be all there are.
    if (classes.kind === "atMost" || (classes.kind === "atLeast" && outputs > classes.count)) return undefined;
    if (outputs === 1 || crashes(loss, facts)) return undefined;
    return { loss, outputs, classes: classes.count, head: makerOf(input.producer, axis - rank, outputs) };
  },

  report(found) {
    const { loss, outputs, classes, head } = found;
    const target = loss.target?.text === undefined ? "the labels" : code(loss.target.text);
    const input = loss.input.text === undefined ? "its input" : code(loss.input.text);
    const has = `${input} has ${counted(outputs, "class", "classes")}, ${printShape(loss.input.tensor.shape)}, but ${target} has ${String(classes)}`;
    const creation = head?.layer?.creation;
    return {
      at: loss.input.span ?? loss.call.span,
      message: `${has}: ${outputs < classes ? deficit(outputs) : surplus(outputs, classes, head)}`,
      related: [creation && { place: creation, message: `${String(outputs)} outputs come from here` }],
      level: outputs < classes ? "error" : "warning",
    };
  },
  fixes: (found, context) => [resizeHead(found), replaceHead(found, context)],
});

const deficit = (outputs: number): string => `a label of ${String(outputs)} or more is out of range and crashes.`;

function surplus(outputs: number, classes: number, head: Producer | undefined): string {
  const unreplaced = outputs === 1000 && head?.layer !== undefined && head.layer.creation === undefined;
  const why = unreplaced
    ? "the head of the pretrained network was not replaced"
    : "the surplus outputs are trained to be never chosen";
  return `${why}. Give the last layer ${String(classes)} outputs.`;
}

function resizeHead({ head, classes, outputs }: Mismatch): Fix | undefined {
  const creation = head?.layer?.creation;
  const parameter = head?.layer === undefined ? undefined : outputArgument(head.layer);
  if (creation === undefined || parameter === undefined) return undefined;
  const argument = argumentOf(creation, parameter);
  if (argument?.size !== outputs) return undefined;
  const text = rewritten(argument, classes);
  const edit = text === undefined ? undefined : setArgument(creation, parameter, text.text);
  if (text === undefined || edit === undefined) return undefined;
  return { title: `Set \`${parameter}\` to \`${text.text}\``, safe: false, preferred: true, edits: [edit] };
}

/** `model.fc = nn.Linear(model.fc.in_features, 10)` behind the line that makes the model. */
function replaceHead({ head, classes }: Mismatch, { facts }: RuleContext): Fix | undefined {
  const call = head?.call;
  const model = /^[A-Za-z_]\w*$/.exec(call?.calleeText ?? "")?.[0];
  if (
    model === undefined ||
    call?.path !== facts.path ||
    head?.layer === undefined ||
    head.layer.creation !== undefined
  ) {
    return undefined;
  }
  const made = assignmentBefore(facts.text, model, call.span.start);
  const layer = /^[A-Za-z_]\w*(?:\.\w+|\[\d+\])+$/.exec(head.layer.name)?.[0];
  if (layer === undefined || made === undefined || !layer.startsWith(model)) return undefined;
  const linear = `${nnSpelling(facts.text)}.Linear`;
  const edit = insertLine(facts, made, `${layer} = ${linear}(${layer}.in_features, ${String(classes)})`);
  const title = `Replace the head \`${layer}\` for ${String(classes)} classes`;
  return edit && { title, safe: false, preferred: true, edits: [edit] };
}

/** The last line before an offset that assigns the name and ends where it begins. */
function assignmentBefore(text: string, name: string, before: number): Span | undefined {
  const lines = [...text.slice(0, before).matchAll(new RegExp(`^[ \\t]*${name}[ \\t]*=(?!=).*$`, "gm"))];
  const last = lines.at(-1);
  if (last === undefined || !isBalanced(last[0])) return undefined;
  return { start: last.index, end: last.index + last[0].length };
}

const isBalanced = (line: string): boolean =>
  (line.match(/[([{]/g) ?? []).length === (line.match(/[)\]}]/g) ?? []).length;
