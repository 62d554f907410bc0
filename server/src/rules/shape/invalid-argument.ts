/** An argument with a value that the operation does not take, whatever its input: a stride of 0, padding wider than half the window. */
import type { BrokenRequirement } from "../../facts/index.ts";
import { printDim, printShape } from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import { axisItemFixes } from "../axis-items.ts";
import { defineRule } from "../define.ts";
import type { RuleContext } from "../define.ts";
import { culprit, relatedPlaces } from "../story.ts";
import { code, counted, either, excerpt } from "../words.ts";
import { stateFormFix, stateMessage } from "../recurrent-state.ts";
import { familyOf } from "../family.ts";
import { listedEndFix, ownFunctionFix } from "../keras-symbolic.ts";
import { keyFix, layerNameFix, metricsFix, noSuchLayer, partFix } from "../layer-names.ts";
import { inputShapeFix, inputShapeSentence, libraryName, nameFix, refusedName } from "../tfjs-arguments.ts";

export const invalidArgument = defineRule({
  name: "invalid-argument",
  summary: "An argument has a value that the operation does not take",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check: (broken): BrokenRequirement | undefined => (familyOf(broken) === "argument" ? broken : undefined),
  report: (broken, context) => ({
    at: refusedName(broken, context) ?? broken.span,
    message: message(broken, context),
    related: relatedPlaces(broken),
  }),
  fixes: (broken, context) => [
    nameFix(broken, context),
    layerNameFix(broken, context),
    keyFix(broken, context),
    partFix(broken, context),
    metricsFix(broken, context),
    inputShapeFix(broken, context),
    listedEndFix(broken, context),
    ownFunctionFix(broken, context),
    stateFormFix(broken, context),
    ...axisItemFixes(broken, context),
  ],
});

/** Requirements whose ids do not explain themselves. */
const reasons: Readonly<Record<string, string>> = {
  "padding-half-kernel": "the padding may be half the window at most",
  "output-padding": "the output padding must be smaller than the stride or the dilation",
  "same-padding-stride": '`padding="same"` needs a stride of 1',
  "repeated-axis": "an axis is named twice",
  "one-inferred": "only one size may be -1",
  "norm-type": "the order of the norm cannot be 0",
  "some-axes": "at least one axis must be named",
  "some-values": "there is no value along the axis",
  "axis-order": "the last axis to flatten stands before the first",
};

/** What a library's own code refuses, by the name that it gives: `given` is what was written. */
const refusals: Readonly<Record<string, (given: string) => string>> = {
  "axis-outside": () => "`axis` lies outside the axes of the input",
  "causal-padding": () => "`padding: 'causal'` is not implemented",
  "elu-alpha": () => "`alpha` cannot be other than 1",
  "einsum-size": (given) => `the input and ${code("output_shape")} have different sizes for the letter ${code(given)}`,
  "encodes-rank-two": () => "what is encoded may have two axes at most: give one number for each sample",
  "first-layer-without-shape": () => "the first layer of a stack needs an `inputShape`",
  "image-for-tensor": () => "it takes a tensor, and here an image comes in: put `ToTensor()` before it",
  "imagenet-channels": (given) => `weights of ImageNet are for 3 channels, not ${given}: pass ${code("weights=None")}`,
  "imagenet-classes": (given) =>
    `weights of ImageNet with their top are for 1000 classes, not ${given}: pass ${code("weights=None")}, or ${code("include_top=False")} and a head of your own`,
  "imagenet-input": (given) =>
    `weights of ImageNet with their top are for inputs of ${code(given)}: leave ${code("input_shape")} out, or pass ${code("include_top=False")}`,
  "imagenet-width": (given) => {
    const [here = "", widths = ""] = given.split("|");
    return `weights of ImageNet are published for ${either(widths.split(", "), "and")}, not ${here}: pass ${code("weights=None")}, or one of them`;
  },
  "input-count": (given) =>
    counts(given, (here, wanted) => `it has ${counted(wanted, "input", "inputs")}, but is given ${String(here)}`),
  "generated-count": (given) =>
    counts(
      given,
      (here, wanted) => `the generator gives ${String(here)} values, but its signature has ${String(wanted)}`,
    ),
  "generated-shape": (given) => {
    const [here = "", wanted = ""] = given.split("|");
    return `the generator gives a value of ${here}, but its signature says ${wanted}`;
  },
  "label-count": (given) =>
    counts(
      given,
      (here, wanted) =>
        `here are labels for ${counted(here, "output", "outputs")}, but the model has ${String(wanted)}`,
    ),
  "missing-argument": (given) =>
    `the argument ${code(given)} is missing${/^(training|mask)$/.test(given) ? `: Keras 3 hands it on only where it has a default, ${code(`${given}=None`)}` : ""}`,
  "missing-input": (given) => {
    const [name = "", names = ""] = given.split("|");
    return `nothing is given for the input ${code(name)}${calledHere("input", names)}`;
  },
  "missing-labels": (given) => {
    const [name = "", names = ""] = given.split("|");
    return `nothing is given for the output ${code(name)}${calledHere("output", names)}`;
  },
  "metrics-for-weights": () =>
    "the third argument is `loss_weights` in Keras 3, and no place for metrics: hand them over by name, `metrics=[…]`",
  "missing-loss": () => "`loss` is missing",
  "missing-weight": (given) => `the state has no ${code(given)}, which this module needs`,
  "name-not-text": () => "the name of a module must be a string",
  "no-layers": () => "the stack has no layers",
  "never-called": (given) => {
    const input = code("keras.Input(…)");
    if (given === "listed")
      return `Keras 3 keeps no single end of a stack that was called on no ${input}: the list of them has it, ${code("inputs[0]")} and ${code("outputs[0]")}`;
    return given === "stack"
      ? `there is no such tensor yet, since nothing says what comes in: begin the stack with ${input}`
      : `there is no such tensor, since it was applied to no ${input}`;
  },
  "no-such-layer": noSuchLayer,
  "no-such-output": (given) => `no output is called ${code(given)}`,
  "no-scores": () => "it takes either `probs` or `logits`, and has neither",
  "no-loss-for-output": (given) => `it was compiled without a loss for the output ${code(given)}`,
  "no-such-part": (given) => {
    const [subject = "", name = "", names = ""] = given.split("|");
    return `${code(subject)} speaks of an output ${code(name)}, but the model's outputs are called ${named(names)}`;
  },
  "none-assigned": () => "it is assigned `None`, which is no number",
  "no-parameters": () => "there are no parameters to train",
  "not-connected": (given) => {
    const [name = "", shape = ""] = given.split("|");
    return `its outputs are not connected to its inputs: they are computed from ${name === "" ? "an" : `the input ${code(name)}, an`} ${code("Input")} of ${code(shape)}, which is not among ${code("inputs")}`;
  },
  "not-a-permutation": () => "`dims` must name each axis behind the batch once, from 1",
  "not-among": (given) => {
    const [subject = "", name = "", names = ""] = given.split("|");
    return `${code(subject)} is ${either(names.split(", ").map(quoted), "or")}, not ${quoted(name)}`;
  },
  "not-compiled": (given) => `the model must be compiled before ${code(given)}`,
  "nothing-returned": () => "the function that it is given returns nothing: return the loss",
  "not-positive": () => "it must be a positive number",
  "number-for-buffer": (given) => `${code(given)} must be a tensor: write ${code("torch.tensor(…)")}`,
  "one-for-each-axis": (given) => `one number is needed for each axis, here are ${given}`,
  "one-loss-for-each-output": (given) => `one loss is needed for each output, here are ${given}`,
  "one-output": () => "a layer in a stack may give one tensor only",
  "one-state": () => `its state is one tensor, but it gets several: a pair ${code("(h, c)")} is an LSTM's`,
  "open-input": (given) =>
    `with its top the network needs a size of images, not ${code(given)}: give it one, or pass ${code("include_top=False")}`,
  "repeated-name": (given) => `two layers are called ${code(given)}: each layer of a model needs a name of its own`,
  "shared-optimizer": (given) =>
    `the optimizer keeps numbers for each weight by its place, and has trained other weights: ${given}. Give each model an optimizer of its own`,
  "several-inputs": () => "it takes a list of at least two tensors",
  "softmax-axis": (given) =>
    `softmax works along the last axis only, but its axis is ${given} axes (the default is 1). Write ${code("axis: -1")}`,
  "state-count": (given) => `the initial states are not as many as the layer has${given === "" ? "" : `: ${given}`}`,
  "state-pair": () => `its state is a pair ${code("(h, c)")}, but it gets one tensor`,
  "stateful-batch": statefulBatch,
  "stateful-without-batch": (given) =>
    `a stateful layer must know its batch: give ${code(given === "" ? "batchInputShape" : given)}`,
  "strides-and-dilation": () => "strides and dilation cannot both be more than 1",
  "symbolic-in-tensorflow": () =>
    `what ${code("keras.Input(…)")} and layers give while a model is built is symbolic, and Keras 3 takes it in its own functions only: call one of ${code("keras.ops")}, or put this into a layer`,
  "tensor-for-image": () => "it takes an image or an array, and here a tensor comes in",
  "tensor-count": (given) => `it takes as many tensors as the model has inputs and outputs, here are ${given}`,
  "training-without-targets": () =>
    "in training it needs the targets too, `model(images, targets)`: to detect, call `.eval()` first",
  "three-sizes": (given) => `${code("input_shape")} is height, width and channels, not ${code(given)}`,
  "two-classes": (given) => `${code('label_mode="binary"')} is for two classes, here are ${given}`,
  "unexpected-weight": (given) => `the state has ${code(given)}, which this module does not know`,
  "weight-count": (given) => `it takes as many tensors as there are weights, here are ${given}`,
  "weight-shape": (given) => `a weight and what it is set to have the same shape, here is ${given}`,
  "weight-of-another-shape": (given) => `the state is of other layers: ${given}`,
  "undefined-axis": (given) =>
    `axis ${given} of its input decides how many weights there are, so it must have a known size, and here it may have any (${code("None")})`,
  "unknown-activation": (given) => `there is no activation ${code(given)}`,
  "unknown-data-format": (given) => `${code("dataFormat")} is 'channelsLast' or 'channelsFirst', not ${code(given)}`,
  "unknown-loss": (given) => `there is no loss ${code(given)}${closest("unknown-loss", given)}`,
  "unknown-merge-mode": (given) => `there is no way to merge called ${code(given)}`,
  "unknown-metric": (given) => `there is no metric ${code(given)}${closest("unknown-metric", given)}`,
  "unknown-optimizer": (given) =>
    `there is no optimizer ${code(given)}: by name there are sgd, adam, adamax, adagrad, adadelta and rmsprop`,
  "unknown-padding": (given) => `${code("padding")} is 'valid' or 'same', not ${code(given)}`,
};

/** ": it is called `meanSquaredError` here" */
function closest(reason: string, given: string): string {
  const name = libraryName(reason, given);
  return name === undefined ? "" : `: it is called ${code(name)} here`;
}

/** "3|2": what is here, and what is wanted. */
function counts(given: string, say: (here: number, wanted: number) => string): string {
  const [here = "", wanted = ""] = given.split("|");
  return say(Number(here), Number(wanted));
}

const quoted = (text: string): string => code(`'${text}'`);

/** ": the inputs here are called `left` and `right`" */
const calledHere = (end: string, names: string): string =>
  names.includes(", ") ? `: the ${end}s here are called ${named(names)}` : "";

const named = (names: string): string => either(names.split(", ").map(code), "and");

function refusal({ relation }: BrokenRequirement): string | undefined {
  if (relation.kind !== "other") return undefined;
  const { reason, subject, given } = relation.detail;
  const say = typeof reason === "string" ? refusals[reason] : undefined;
  if (say === undefined) return undefined;
  return `${reason === "not-positive" && typeof subject === "string" ? `${code(subject)}: ` : ""}${say(typeof given === "string" ? given : "")}`;
}

function message(broken: BrokenRequirement, context: RuleContext): string {
  const who = culprit(broken, context);
  const refused = refusal(broken);
  if (refused !== undefined) return `${who}: ${refused}.${inputShapeSentence(broken, context)}`;
  const ofState = stateMessage(broken, who);
  if (ofState !== undefined) return ofState;
  if (broken.requirement === "whole-number") return noSize(broken, who);
  const reason = reasons[broken.requirement];
  const { relation, subject } = broken;
  if (broken.requirement === "length-range" && subject === "length" && relation.kind === "at-least") {
    const from = broken.operands[0] === undefined ? "" : ` of ${printShape(broken.operands[0].shape)}`;
    return `${who} takes ${printDim(relation.right)} along an axis${from}, where only ${printDim(relation.left)} ${relation.left === 1 ? "is" : "are"} left.`;
  }
  if (relation.kind === "at-least") {
    if (broken.requirement.startsWith("enough-")) return tooFew(broken, who, relation);
    if (reason !== undefined && broken.requirement !== "padding-half-kernel") return `${who}: ${reason}.`;
    if (reason !== undefined)
      return `${who}: ${reason}, here ${printDim(relation.left)}, but it is ${printDim(relation.right)}.`;
    return `${who} needs ${code(subject)} to be at least ${printDim(relation.right)}, but it is ${printDim(relation.left)}.`;
  }
  return `${who}: ${reason ?? `${code(subject)} has a value that it does not take (${broken.requirement.replaceAll("-", " ")})`}.`;
}

/** `None`, or a number with a fraction, where a size is taken. */
function noSize({ relation }: BrokenRequirement, who: string): string {
  const { text, kind } = relation.kind === "other" ? relation.detail : {};
  if (kind === "number" && typeof text === "string")
    return `${who} takes a whole number for a size, but ${code(excerpt(text, 40))} is a float. Divide with ${code("//")}, or round: ${code("int(…)")}.`;
  if (typeof text !== "string" || text === "None")
    return `${who} takes a whole number for a size, not ${code("None")}.`;
  return `${who} takes a whole number for a size, but ${code(excerpt(text, 40))} is ${code("None")} here.`;
}

/** More is asked for than there is. */
function tooFew({ requirement, operands }: BrokenRequirement, who: string, { left, right }: Sides): string {
  if (requirement === "enough-size")
    return `${who} needs a size of ${printDim(right)} at least, but it is ${printDim(left)}.`;
  const from = operands[0] === undefined ? "" : `: its input is ${printShape(operands[0].shape)}`;
  return `${who} takes ${printDim(right)} of the values along an axis, where there ${left === 1 ? "is" : "are"} ${printDim(left)}${from}.`;
}

interface Sides {
  readonly left: Dim;
  readonly right: Dim;
}

function statefulBatch(given: string): string {
  const [kept = "", here = ""] = given.split(", ");
  return `a stateful layer keeps a state for ${counted(Number(kept), "row", "rows")}, and every batch must have as many: here one has ${here}`;
}
