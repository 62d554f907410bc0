/** Several labels at once, learnt with a softmax, which shares one probability out among the classes. */
import type { LossCallFact, LossOperand, Producer } from "../../facts/index.ts";
import { asConstant, axisOf, equalShapes, isFloating, rankOf } from "../../shape/index.ts";
import {
  activatedBy,
  activationName,
  activationSpan,
  removeActivation,
  renameActivation,
  setActivation,
} from "../activations.ts";
import type { ActivatedLoss } from "../activations.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { chooseLoss, isOfKeras } from "../keras-losses.ts";
import { both, bceWithLogits, compileWith, crashes, replaceLoss } from "../losses.ts";
import { code, counted } from "../words.ts";

interface Shared {
  readonly loss: LossCallFact;
  readonly classes: number;
  /** The softmax before the loss; absent where the loss applies it. */
  readonly softmax: ActivatedLoss | undefined;
}

export const multiLabelSoftmax = defineRule({
  name: "multi-label-softmax",
  summary: "Labels of which several may be true are learnt with a softmax",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check(loss, { facts }): Shared | undefined {
    const { contract, input, target } = loss;
    const classes = asConstant(axisOf(input.tensor.shape, 1) ?? NaN);
    if (target === undefined || rankOf(input.tensor.shape) !== 2 || classes === undefined || classes < 2)
      return undefined;
    const isSame = equalShapes(input.tensor.shape, target.tensor.shape) && isFloating(target.tensor.dtype ?? "bool");
    if (!isSame || !areIndependent(target) || crashes(loss, facts)) return undefined;
    if (contract.input === "logits" && contract.classes === "exclusive") return { loss, classes, softmax: undefined };
    const softmax = contract.input === "probabilities" ? activatedBy(loss, "softmax") : undefined;
    return softmax && { loss, classes, softmax };
  },
  report: ({ loss, classes, softmax }, context) => {
    const target = loss.target?.text === undefined ? "the target" : code(loss.target.text);
    const who = softmax === undefined ? code(loss.name) : activationName(softmax, "softmax", context);
    return {
      at: softmax === undefined ? loss.call.span : activationSpan(softmax, context),
      message:
        `${target} has ${counted(classes, "label")} a row, each true or false for itself, but ${who} shares one probability out among the classes: ` +
        `two true labels can reach one half each at best. Use a sigmoid for each: a binary cross-entropy${isCompiled(loss) ? "" : " with logits"}.`,
      related: [softmax && { place: loss.call, message: `${code(loss.name)} gets it here` }],
    };
  },
  fixes: (found, context) => [sigmoidFix(found, context), lossFix(found, context)],
});

/** Zeros and ones of which a row has several, or that were drawn one by one: nothing keeps two of them from being one. */
function areIndependent(target: LossOperand): boolean {
  const { reading } = target.tensor;
  if (reading === undefined || reading.sumsToOne !== undefined) return false;
  if (reading.severalOnes) return true;
  if (reading.last === "randint" || reading.last === "bernoulli")
    return reading.range?.[0] === 0 && reading.range[1] === 1;
  // A random number against a fixed one.
  const compared = beforeCasts(target.producer);
  if (compared === undefined || !/^(gt|ge|lt|le|greater|greater_equal|less|less_equal)$/.test(compared.operation))
    return false;
  const [drawn, other] = compared.inputs;
  return other === undefined && drawn?.producer?.operation === "full" && drawn.tensor.reading?.range?.[1] === 1;
}

/** What made the numbers, behind other types and the batches that a library makes of them. */
function beforeCasts(producer: Producer | undefined): Producer | undefined {
  let at = producer;
  for (let steps = 0; /^(cast|resize|batch)$/.test(at?.operation ?? "") && steps < 8; steps++)
    at = at?.inputs[0]?.producer;
  return at;
}

/** Chosen by name when a model was compiled, it takes probabilities. */
const isCompiled = ({ loss }: LossCallFact): boolean => /^(keras|tf)\./.test(loss);

const binaryLoss = (loss: LossCallFact, context: RuleContext): Fix | undefined =>
  isOfKeras(loss)
    ? chooseLoss(loss, "binary_crossentropy", context)
    : compileWith("binaryCrossentropy", loss.call, context, loss.part);

function sigmoidFix({ loss, softmax }: Shared, context: RuleContext): Fix | undefined {
  if (softmax?.activation === undefined) return undefined;
  const { call, layer } = softmax.activation;
  // One loss among classes is as wrong as the softmax.
  if (/^(keras|tf)\.layers\.(?!Softmax|Activation)/.test(layer?.className ?? "")) {
    const sigmoid = setActivation(layer, "sigmoid", context);
    return loss.contract.classes === "exclusive" ? both(sigmoid, binaryLoss(loss, context)) : sigmoid;
  }
  // A sigmoid has no axis.
  const written = layer === undefined ? call : layer.creation;
  const hasAxis = written?.args.some(({ parameter }) => parameter === "dim") === true;
  const renamed = hasAxis
    ? undefined
    : renameActivation(
        softmax.activation,
        { layer: "Softmax", function: "softmax" },
        { layer: "Sigmoid", function: "sigmoid" },
        context,
      );
  return renamed && { ...renamed, safe: false, preferred: true };
}

function lossFix({ loss, softmax }: Shared, context: RuleContext): Fix | undefined {
  const replaced = replaceLoss(loss, bceWithLogits, context);
  if (replaced === undefined) return undefined;
  if (softmax === undefined) return { ...replaced, safe: false, preferred: true };
  const removed = removeActivation(softmax, "softmax", context);
  if (removed === undefined) return undefined;
  const title = `${replaced.title} without ${activationName(softmax, "softmax", context)}`;
  return { title, safe: false, preferred: true, edits: [...replaced.edits, ...removed.edits] };
}
