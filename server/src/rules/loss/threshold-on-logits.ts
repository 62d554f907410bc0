/** Raw scores compared with a probability: `out > 0.5`, where a loss takes the very same scores for logits. */
import { insertAfter, replace } from "../../edits/index.ts";
import type { ArgumentFact, CallFact, LossCallFact, Producer, ValueFact } from "../../facts/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { behindCast, isRaw, isSameMaker, lastChange } from "../scores.ts";
import { isOfTorch } from "../spelling.ts";
import { makerName } from "../story.ts";
import { code } from "../words.ts";

interface Threshold {
  readonly value: ValueFact;
  readonly call: CallFact;
  /** Where the scores are written, and the number that they are compared with; absent where they are rounded. */
  readonly scores: ArgumentFact | undefined;
  readonly limit: ArgumentFact | undefined;
  readonly head: Producer;
  readonly loss: LossCallFact;
}

export const thresholdOnLogits = defineRule({
  name: "threshold-on-logits",
  summary: "Raw scores are compared with a probability",
  level: "warning",
  since: "0.1.0",
  on: "value",

  check(value, context): Threshold | undefined {
    const producer = value.role === "expression" ? behindCast(value.producer) : undefined;
    const { call, operation: last = "" } = producer ?? {};
    if (!comparisons.test(last) && last !== "round") return undefined;
    const scores = producer?.inputs[0];
    if (producer?.inputs.length !== 1 || scores === undefined || call === undefined) return undefined;
    if (call.path !== context.facts.path || call.span.start !== value.span.start || !isRaw(scores.tensor.reading))
      return undefined;
    const limit = last === "round" ? undefined : call.args.find(isProbability);
    if (last !== "round" && limit === undefined) return undefined;
    const head = lastChange(scores);
    const loss = head && context.facts.lossCalls.find((each) => takesForLogits(each, head));
    if (head === undefined || loss === undefined) return undefined;
    return {
      value,
      call,
      scores: call.args.find((each) => each !== limit && each.span !== undefined),
      limit,
      head,
      loss,
    };
  },
  report: (found, context) => ({
    at: found.value.span,
    message: message(found, context),
    related: [{ place: found.loss.call, message: `${code(found.loss.name)} takes them for logits here` }],
  }),
  fixes: (found, context) => [scoreFix(found, context), sigmoidFix(found, context)],
});

const comparisons = /^(gt|ge|lt|le|greater|greater_equal|less|less_equal)$/;

const isProbability = ({ literal }: ArgumentFact): boolean => {
  const value = Number(literal ?? NaN);
  return value > 0 && value < 1;
};

/** The loss applies sigmoid or softmax itself, to what this layer gives. */
function takesForLogits({ contract, input }: LossCallFact, head: Producer): boolean {
  if (contract.input !== "logits" || contract.classes !== "independent") return false;
  const other = lastChange(input);
  return other !== undefined && isSameMaker(other, head);
}

function message({ call, limit, head, loss }: Threshold, context: RuleContext): string {
  const scores = `the raw scores of ${makerName(head, context)}`;
  const doubt = `${code(loss.name)} takes them for logits`;
  if (limit === undefined) {
    return `${code(call.calleeText)} rounds ${scores}, but ${doubt}: they are no probabilities. Apply sigmoid first, or compare them with 0.`;
  }
  const number = limit.text ?? limit.literal ?? "";
  const chance = (1 / (1 + Math.exp(-Number(limit.literal)))).toFixed(2);
  return `${scores.replace("the", "The")} are compared with ${number}, but ${doubt}: a logit of ${number} is a probability of ${chance}. Compare with ${logitOf(Number(limit.literal))}, or apply sigmoid first.`;
}

/** The score whose sigmoid is this probability: 0 for one half. */
function logitOf(probability: number): string {
  const logit = Math.log(probability / (1 - probability));
  return logit === 0 ? "0" : `${logit.toFixed(2)} (the logit of ${String(probability)})`;
}

function scoreFix({ limit }: Threshold, { facts }: RuleContext): Fix | undefined {
  const probability = Number(limit?.literal);
  // A name stands for the probability in other places too.
  if (limit?.span === undefined || !/^[\d.]+$/.test(limit.text ?? "")) return undefined;
  const isHalf = probability === 0.5;
  const score = isHalf ? "0" : Math.log(probability / (1 - probability)).toFixed(4);
  const title = `Compare with \`${score}\`${isHalf ? "" : `, the logit of ${limit.text ?? ""}`}`;
  return { title, safe: false, preferred: isHalf, edits: [replace(facts.path, limit.span, score)] };
}

function sigmoidFix({ scores, limit }: Threshold, { facts }: RuleContext): Fix | undefined {
  if (scores?.span === undefined || !isOfTorch(facts)) return undefined;
  const title = `Write \`${scores.text ?? "it"}.sigmoid()\``;
  const preferred = limit === undefined || Number(limit.literal) !== 0.5;
  return { title, safe: false, preferred, edits: [insertAfter(facts, scores.span, ".sigmoid()")] };
}
