/** Numbers that leave [0, 1] given to a binary cross-entropy, which takes probabilities and refuses anything else. */
import type { LossCallFact } from "../../facts/index.ts";
import { activatedBy, activationName, activationSpan, renameActivation, setActivation } from "../activations.ts";
import type { ActivatedLoss } from "../activations.ts";
import { defineRule } from "../define.ts";
import { isOfKeras, lossSpelling, takeLogits } from "../keras-losses.ts";
import { lossSubject } from "../tfjs-losses.ts";
import type { Fix, RelatedPlace, RuleContext } from "../define.ts";
import { bceWithLogits, crashes, replaceLoss, suffixOperand } from "../losses.ts";
import { quoteOf } from "../named-texts.ts";
import { isRaw, isUnsquashed, isWithin, lastChange, rawWords } from "../scores.ts";
import { code } from "../words.ts";

interface NotProbabilities {
  readonly loss: LossCallFact;
  /** The activation before the loss; absent for raw scores. */
  readonly activated?: ActivatedLoss & { readonly operation: string };
  /** Values below zero are sure to come. */
  readonly leaves: boolean;
}

export const missingSigmoid = defineRule({
  name: "missing-sigmoid",
  summary: "A loss that expects probabilities is given numbers that leave [0, 1]",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check(loss, { facts }): NotProbabilities | undefined {
    const { contract, input } = loss;
    const { reading } = input.tensor;
    if (contract.input !== "probabilities" || reading === undefined || crashes(loss, facts)) return undefined;
    if (isWithin(reading, 0, 1)) return undefined;
    if (isRaw(reading)) return { loss, leaves: false };
    const { last } = reading;
    if (last === undefined || !isUnsquashed(reading)) return undefined;
    const activated = activatedBy(loss, last);
    if (activated === undefined) return undefined;
    return { loss, activated: { ...activated, operation: last }, leaves: (reading.range?.[0] ?? 0) < 0 };
  },
  report: (found, context) => ({
    at:
      found.activated === undefined
        ? (found.loss.input.span ?? found.loss.call.span)
        : activationSpan(found.activated, context),
    message: message(found, context),
    related: places(found),
    level: found.leaves ? "error" : "warning",
  }),
  fixes: (found, context) =>
    isOfKeras(found.loss)
      ? [takeLogits(found.loss, context), activationFix(found, context)]
      : context.facts.language === "python"
        ? [sigmoidInstead(found, context), logitsLoss(found, context), applySigmoid(found, context)]
        : [activationFix(found, context)],
});

/** The loss, where the report stands elsewhere, and the layer that the raw scores come from. */
function places({ loss, activated }: NotProbabilities): readonly (RelatedPlace | undefined)[] {
  const isThere = activated === undefined && loss.input.span === undefined;
  const head = activated === undefined ? lastChange(loss.input)?.layer?.creation : undefined;
  return [
    isThere ? undefined : { place: loss.call, message: `${code(loss.name)} gets it here` },
    isThere && head !== undefined ? { place: head, message: "the scores come from here" } : undefined,
  ];
}

function message({ loss, activated }: NotProbabilities, context: RuleContext): string {
  const range = loss.input.tensor.reading?.range;
  const between = range === undefined ? "" : `, between ${bound(range[0])} and ${bound(range[1])}`;
  const given =
    activated === undefined
      ? rawWords(loss.input, context)
      : `the output of ${activationName(activated, activated.operation, context)}${between}`;
  const advice =
    activated === undefined
      ? "Apply sigmoid first, or better use the loss with logits, which does it itself."
      : "End in a sigmoid instead.";
  const squash = squashing(loss);
  if (context.facts.language !== "python") {
    return `${lossSubject(loss)} expects probabilities, but gets ${given}. End in ${code(`activation: ${quoted(squash, context)}`)}.`;
  }
  if (isOfKeras(loss)) {
    return `${lossSpelling(loss)} expects probabilities, but gets ${given}. End in ${code(`activation="${squash}"`)}, or let the loss do it: ${code("from_logits=True")}.`;
  }
  // Only PyTorch looks.
  const raises = loss.loss.startsWith("torch.") ? " and raises on anything else" : "";
  return `${code(loss.name)} expects probabilities between 0 and 1${raises}, but gets ${given}. ${advice}`;
}

/** What makes probabilities for the loss: of classes that exclude each other, or each by itself. */
const squashing = ({ contract }: LossCallFact): "softmax" | "sigmoid" =>
  contract.classes === "exclusive" ? "softmax" : "sigmoid";

const quoted = (name: string, { facts }: RuleContext): string => quoteOf(facts) + name + quoteOf(facts);

/** A layer of Keras or TensorFlow.js has its activation as a setting. */
const activationFix = ({ loss }: NotProbabilities, context: RuleContext): Fix | undefined =>
  setActivation(lastChange(loss.input)?.layer, squashing(loss), context);

const bound = (value: number): string =>
  value === Infinity ? "infinity" : value === -Infinity ? "minus infinity" : String(value);

const layers: Readonly<Record<string, string>> = {
  tanh: "Tanh",
  relu: "ReLU",
  hardtanh: "Hardtanh",
  softsign: "Softsign",
  logsigmoid: "LogSigmoid",
  relu6: "ReLU6",
  softplus: "Softplus",
};

function sigmoidInstead({ activated }: NotProbabilities, context: RuleContext): Fix | undefined {
  const layer = layers[activated?.operation ?? ""];
  if (activated?.activation === undefined || layer === undefined) return undefined;
  const renamed = renameActivation(
    activated.activation,
    { layer, function: activated.operation },
    { layer: "Sigmoid", function: "sigmoid" },
    context,
  );
  return renamed && { ...renamed, safe: false, preferred: true };
}

function logitsLoss({ loss, activated }: NotProbabilities, context: RuleContext): Fix | undefined {
  const replaced = activated === undefined ? replaceLoss(loss, bceWithLogits, context, ["weight"]) : undefined;
  return replaced && { ...replaced, safe: false, preferred: true };
}

function applySigmoid({ loss, activated }: NotProbabilities, context: RuleContext): Fix | undefined {
  const edit = activated === undefined ? suffixOperand(loss.input, ".sigmoid()", context) : undefined;
  const title = `Write \`${loss.input.text ?? "input"}.sigmoid()\``;
  return edit && { title, safe: false, preferred: false, edits: [edit] };
}
