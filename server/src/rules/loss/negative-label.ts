/** A class label below zero, which the loss was not told to ignore. */
import type { LossCallFact } from "../../facts/index.ts";
import { addArgument } from "../../edits/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { crashes } from "../losses.ts";
import { code } from "../words.ts";

interface Negative {
  readonly loss: LossCallFact;
  readonly label: number;
}

export const negativeLabel = defineRule({
  name: "negative-label",
  summary: "A class label is below zero",
  level: "error",
  since: "0.1.0",
  on: "loss-call",

  check(loss, { facts }): Negative | undefined {
    const { contract, target, options } = loss;
    const { classes, range } = target?.tensor.reading ?? {};
    // Only of labels that are written down, or drawn, is it sure that the lowest occurs.
    const isKnown = classes?.kind === "atLeast" || classes?.kind === "exactly";
    const lowest = range?.[0];
    if (contract.target !== "indices" || !isKnown || lowest === undefined || lowest >= 0) return undefined;
    const ignored = options["ignore_index"];
    if (ignored === undefined || ignored === String(lowest) || crashes(loss, facts)) return undefined;
    return { loss, label: lowest };
  },
  report: ({ loss, label }) => ({
    at: loss.target?.span ?? loss.call.span,
    message:
      `${code(loss.name)} takes class numbers from 0, but ${loss.target?.text === undefined ? "a label" : code(loss.target.text)} holds ${String(label)}, which crashes. ` +
      `Number the classes from 0, or set \`ignore_index=${String(label)}\` if such labels are to be left out.`,
  }),
  fixes: (found, context) => [ignoreFix(found, context)],
});

function ignoreFix({ loss, label }: Negative, { facts }: RuleContext): Fix | undefined {
  const call = loss.creation ?? loss.call;
  if (call.args.some(({ parameter }) => parameter === "ignore_index")) return undefined;
  const argument = `ignore_index=${String(label)}`;
  const edit = addArgument(facts, call, argument);
  return edit && { title: `Add \`${argument}\``, safe: false, preferred: true, edits: [edit] };
}
