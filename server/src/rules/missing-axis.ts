/**
 * What is most often behind an input with too few axes for a layer of Keras, in Python or in TensorFlow.js: last steps for a sequence, an image
 * without channels, a single sample.
 */
import { argumentOf, insertAfter, replace, setArgument } from "../edits/index.ts";
import type { BrokenRequirement, CallFact, LayerFact, Operand, Producer } from "../facts/index.ts";
import { asConstant, knownDims, printDim, rankOf } from "../shape/index.ts";
import type { Dim } from "../shape/index.ts";
import type { RuleContext } from "./define.ts";
import { hasAxesOfKeras, importedName } from "./keras-words.ts";
import type { Advice } from "./keras-words.ts";
import { setSetting, spellingOf } from "./settings.ts";
import { makerName, subjectOperand } from "./story.ts";
import { code } from "./words.ts";

export function missingAxis(broken: BrokenRequirement, context: RuleContext): Advice | undefined {
  const { relation, layer } = broken;
  if (relation.kind !== "rank" || !hasAxesOfKeras(layer)) return undefined;
  const input = subjectOperand(broken);
  const rank = rankOf(relation.shape);
  const least = "min" in relation.allowed ? relation.allowed.min : Math.min(...relation.allowed);
  if (input === undefined || rank === undefined || rank + 1 !== least) return undefined;
  return lastStep(input, least, context) ?? channelAxis(input, layer, least, context) ?? batchAxis(broken, context);
}

const recurrent = /^(keras|tf)\.layers\.(LSTM|GRU|SimpleRNN|RNN|Bidirectional)$/;

/** A recurrent layer before it, which gives its last step alone. */
function lastStep({ producer }: Operand, wanted: number, context: RuleContext): Advice | undefined {
  const maker = wanted === 3 ? recurrentMaker(producer) : undefined;
  const { layer } = maker ?? {};
  if (maker === undefined || layer?.creation === undefined) return undefined;
  const spelling = spellingOf(layer);
  const setting = code(spelling.assigned("return_sequences", spelling.yes));
  const sentence = ` ${makerName(maker, context)} before it gives its last step only: ${setting} keeps every step.`;
  if (layer.className.endsWith(".Bidirectional")) return { sentence };
  const edit = setSetting(context.facts, layer.creation, spelling, "return_sequences", spelling.yes);
  return { sentence, fix: edit && { title: `Set ${setting}`, safe: false, preferred: true, edits: [edit] } };
}

/** Behind layers that leave the axes alone. */
function recurrentMaker(producer: Producer | undefined): Producer | undefined {
  let at = producer;
  for (let steps = 0; at !== undefined && steps < 8; steps++) {
    if (at.layer !== undefined && recurrent.test(at.layer.className)) return at;
    if (!/^(dropout|batch_norm|layer_norm|rms_norm|cast|identity|relu|tanh|sigmoid|masking|resize)$/.test(at.operation))
      return undefined;
    at = at.inputs[0]?.producer;
  }
  return undefined;
}

/** An input layer, or a first layer's `input_shape`, for images without channels. */
function channelAxis(
  { shape, producer }: Operand,
  layer: LayerFact,
  wanted: number,
  { facts }: RuleContext,
): Advice | undefined {
  if (wanted !== 4 || !/[A-Za-z]2D(Transpose)?$/.test(layer.className)) return undefined;
  const dims = knownDims(shape);
  if (dims === undefined || isSample(dims)) return undefined;
  // A size without a number can be written nowhere.
  if (dims.slice(1).some((size) => asConstant(size) === undefined)) return undefined;
  const spelling = spellingOf(layer);
  const written = spelling.shape([...dims.slice(1).map(printDim), "1"]);
  const sentence = ` Images have a channel axis here, even if it is 1: ${code(written)}.`;
  const made = producer?.call;
  const isInput = made?.path === facts.path && /(^|\.)([Ii]nput|InputLayer)$/.test(made.calleeText);
  const inputShape = spelling.name("input_shape");
  const parameter = isInput && made.args.every(({ parameter: name }) => name !== inputShape) ? "shape" : inputShape;
  const creation: CallFact | undefined = isInput ? made : layer.creation;
  const edit = creation && setArgument(creation, parameter, written);
  const fix = edit && { title: `Set the input's shape to \`${written}\``, safe: false, preferred: true, edits: [edit] };
  return { sentence, fix };
}

/** Whether the axes are those of one image with its channels, so that it is the batch that is missing. */
const isSample = (dims: readonly Dim[]): boolean =>
  typeof dims[0] === "number" && [1, 3, 4].includes(asConstant(dims.at(-1) ?? 0) ?? 0);

/** One sample where a batch is taken: what `predict`, `fit` or the model itself was given. */
function batchAxis({ call, layer }: BrokenRequirement, { facts }: RuleContext): Advice | undefined {
  if (call?.path !== facts.path) return undefined;
  const given = argumentOf(call, "x") ?? argumentOf(call, "inputs") ?? call.args[0];
  if (given?.span !== undefined && given.tensor === undefined && /Dataset\b|_dataset/.test(facts.text)) {
    const sentence = ` A data set gives samples one by one until it is put in batches: ${code(".batch(32)")}.`;
    const edits = [insertAfter(facts, given.span, ".batch(32)")];
    return { sentence, fix: { title: "Put the data set in batches", safe: false, preferred: false, edits } };
  }
  if (given?.span === undefined || given.text === undefined || given.tensor === undefined) return undefined;
  if (typeof knownDims(given.tensor.shape)?.[0] !== "number") return undefined;
  const { start, end } = given.span;
  const isMethod = layer?.className.startsWith("tf.") === true;
  const module = importedName(facts.text, "numpy") ?? importedName(facts.text, "tensorflow");
  if (!isMethod && module === undefined) return undefined;
  const edit = isMethod
    ? insertAfter(facts, given.span, ".expandDims(0)")
    : replace(facts.path, { start, end }, `${module ?? ""}.expand_dims(${given.text}, 0)`);
  const written = isMethod ? `${given.text}.expandDims(0)` : edit.newText;
  const title = isMethod ? `Add a batch axis to \`${given.text}\`` : `Add a batch axis: \`${written}\``;
  const fix = { title, safe: false, preferred: false, edits: [edit] };
  return { sentence: ` A batch of one sample is ${code(written)}.`, fix };
}
