/** Labels of 0 and 1 given to a loss whose labels are −1 and 1: for it a 0 says nothing. */
import { replace } from "../../edits/index.ts";
import type { LossCallFact } from "../../facts/index.ts";
import type { Reading } from "../../shape/index.ts";
import { asOperand } from "../../edits/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { crashes } from "../losses.ts";
import { code } from "../words.ts";

export const zeroOneTarget = defineRule({
  name: "zero-one-target",
  summary: "A loss whose labels are -1 and 1 is given zeros",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check(loss, { facts }): LossCallFact | undefined {
    const { contract, target } = loss;
    if (contract.target !== "signs" || target === undefined || crashes(loss, facts)) return undefined;
    return hasZeros(target.tensor.reading) ? loss : undefined;
  },
  report: (loss) => ({
    at: loss.target?.span ?? loss.call.span,
    message:
      `${code(loss.name)} takes labels of -1 and 1, but ${loss.target?.text === undefined ? "its target" : code(loss.target.text)} holds zeros: ${consequence(loss)}. ` +
      "Write `2 * y - 1` for labels of 0 and 1.",
    related: [loss.creation && { place: loss.creation, message: `${code(loss.name)} is made here` }],
  }),
  fixes: (loss, context) => [signs(loss, context)],
});

/** Zero is the lowest, and is sure to occur: it was drawn, or is written down. */
function hasZeros(reading: Reading | undefined): boolean {
  if (reading?.range?.[0] !== 0) return false;
  const { last, classes, range } = reading;
  return range[1] === 0 || last === "randint" || classes?.kind === "exactly" || classes?.kind === "atLeast";
}

function consequence({ loss }: LossCallFact): string {
  if (/cosine|Cosine/.test(loss)) return "such pairs are neither pulled together nor pushed apart";
  if (/hinge|Hinge/.test(loss)) return "such samples count as both like and unlike";
  return "for them the scores have no part in the loss, and nothing is learnt";
}

function signs({ target }: LossCallFact, { facts }: RuleContext): Fix | undefined {
  if (target?.span === undefined || target.text === undefined || target.tensor.reading?.range?.[1] !== 1)
    return undefined;
  const text = `2 * ${asOperand(target.text)} - 1`;
  return {
    title: `Write \`${text}\``,
    safe: false,
    preferred: true,
    edits: [replace(facts.path, target.span, text)],
  };
}
