/** Raw scores or probabilities given to a loss that wants log-probabilities: `nll_loss`, `kl_div`, `ctc_loss`. */
import { asOperand } from "../../edits/index.ts";
import type { LossCallFact } from "../../facts/index.ts";
import { rankOf } from "../../shape/index.ts";
import { activatedBy, activationName, activationSpan, renameActivation } from "../activations.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { crashes, crossEntropy, isSwapped, replaceLoss, suffixOperand } from "../losses.ts";
import { isRaw, isWithin, rawWords, unscaled } from "../scores.ts";
import { code } from "../words.ts";

interface NotLogarithms {
  readonly loss: LossCallFact;
  readonly given: "raw" | "softmax" | "sigmoid" | "positive";
}

export const missingLogSoftmax = defineRule({
  name: "missing-log-softmax",
  summary: "A loss that expects log-probabilities is given something else",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check(loss, { facts }): NotLogarithms | undefined {
    if (loss.contract.input !== "log-probabilities" || crashes(loss, facts) || isSwapped(loss)) return undefined;
    const given = givenTo(loss);
    return given && { loss, given };
  },
  report: (found, context) => ({
    at: placeOf(found, context),
    message: `${code(found.loss.name)} expects log-probabilities, but gets ${givenWords(found, context)}. ${consequence(found)}`,
    related: [{ place: found.loss.call, message: `${code(found.loss.name)} gets it here` }],
  }),
  fixes: (found, context) => [logSoftmaxFix(found, context), lossFix(found, context), applyFix(found, context)],
});

function givenTo({ input }: LossCallFact): NotLogarithms["given"] | undefined {
  const { reading } = input.tensor;
  if (reading === undefined || isWithin(reading, -Infinity, 0)) return undefined;
  if (isRaw(unscaled(input).tensor.reading)) return "raw";
  if (reading.last === "softmax" || reading.last === "sigmoid") return reading.last;
  return isWithin(reading, 0, Infinity) ? "positive" : undefined;
}

const squashed = (given: NotLogarithms["given"]): given is "softmax" | "sigmoid" =>
  given === "softmax" || given === "sigmoid";

const activated = ({ loss, given }: NotLogarithms) => (squashed(given) ? activatedBy(loss, given) : undefined);

function placeOf(found: NotLogarithms, context: RuleContext) {
  const activation = activated(found);
  return activation === undefined
    ? (found.loss.input.span ?? found.loss.call.span)
    : activationSpan(activation, context);
}

function givenWords(found: NotLogarithms, context: RuleContext): string {
  const { loss, given } = found;
  if (given === "raw") return rawWords(unscaled(loss.input), context);
  const activation = activated(found);
  if (given === "positive" || activation === undefined) return "numbers that are never below zero";
  const what = given === "softmax" ? "the probabilities" : "the output";
  return `${what} of ${activationName(activation, given, context)}`;
}

function consequence({ loss, given }: NotLogarithms): string {
  if (given === "softmax") return "It takes no logarithm itself: use `log_softmax` instead of `softmax`.";
  const choice = isNll(loss) ? ", or use a cross-entropy, which does that itself" : "";
  const why = isNll(loss)
    ? "It takes no logarithm itself, so the loss has no lower bound and training only makes the scores larger"
    : "It takes no logarithm itself";
  return `${why}: apply \`log_softmax\` over the classes first${choice}.`;
}

const isNll = ({ contract }: LossCallFact): boolean => contract.target === "indices";

function logSoftmaxFix(found: NotLogarithms, context: RuleContext): Fix | undefined {
  const activation = found.given === "softmax" ? activated(found)?.activation : undefined;
  const renamed =
    activation &&
    renameActivation(
      activation,
      { layer: "Softmax", function: "softmax" },
      { layer: "LogSoftmax", function: "log_softmax" },
      context,
    );
  return renamed && { ...renamed, safe: false, preferred: true };
}

/** Cross-entropy is log-softmax and this loss in one. */
function lossFix({ loss, given }: NotLogarithms, context: RuleContext): Fix | undefined {
  if (given !== "raw" || !isNll(loss)) return undefined;
  const replaced = replaceLoss(loss, crossEntropy, context, ["weight", "ignore_index"]);
  return replaced && { ...replaced, safe: false, preferred: true };
}

function applyFix({ loss, given }: NotLogarithms, context: RuleContext): Fix | undefined {
  const rank = rankOf(loss.input.tensor.shape);
  if (given !== "raw" || rank === undefined || rank === 0) return undefined;
  const axis = isNll(loss) ? (rank === 1 ? 0 : 1) : -1;
  const suffix = `.log_softmax(dim=${String(axis)})`;
  const edit = suffixOperand(loss.input, suffix, context);
  const title = `Write ${code(asOperand(loss.input.text ?? "input") + suffix)}`;
  return edit && { title, safe: false, preferred: !isNll(loss), edits: [edit] };
}
