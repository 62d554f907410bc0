/**
 * How Keras speaks of what its layers take: the axes by the names that its pages give them, and what is most often wrong with an input, in
 * Keras's own terms. PyTorch's words are the rules' own.
 */
import { addArgument, argumentOf, insert, insertAfter, replace, setArgument } from "../edits/index.ts";
import type { BrokenRequirement, CallFact, LayerFact, Operand, Producer } from "../facts/index.ts";
import { knownDims, printDim, rankOf } from "../shape/index.ts";
import type { Shape } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { makerName, subjectOperand } from "./story.ts";
import { code } from "./words.ts";

export const isKerasLayer = (layer: LayerFact | undefined): layer is LayerFact =>
  layer?.className.startsWith("keras.") === true;

const recurrent = /^keras\.layers\.(LSTM|GRU|SimpleRNN|RNN|Bidirectional)$/;

const space: Readonly<Record<string, readonly string[]>> = {
  "1": ["steps"],
  "2": ["height", "width"],
  "3": ["depth", "height", "width"],
};

/** " (batch, height, width, channels)": the axes that the layer takes, where each has a name. */
export function axisNames({ className, creation }: LayerFact): string {
  if (recurrent.test(className)) return " (batch, timesteps, features)";
  if (className === "keras.layers.RepeatVector") return " (batch, features)";
  const found = /^keras\.layers\.(ConvLSTM)?[A-Za-z]*([123])D(Transpose)?$/.exec(className);
  const between = found === null ? undefined : space[found[2] ?? ""];
  if (found === null || between === undefined) return "";
  const time = found[1] === undefined ? [] : ["time"];
  const isFirst = channelsFirst(creation);
  const axes = ["batch", ...time, ...(isFirst ? ["channels"] : []), ...between, ...(isFirst ? [] : ["channels"])];
  return ` (${axes.join(", ")})`;
}

const channelsFirst = (creation: CallFact | undefined): boolean =>
  (creation === undefined ? undefined : argumentOf(creation, "data_format")?.literal) === '"channels_first"';

/** "axis -1", or "axis 1" where the channels stand first: where a layer of Keras looks for its features. */
export const featureAxis = (layer: LayerFact): string => (channelsFirst(layer.creation) ? "axis 1" : "axis -1");

export interface Advice {
  readonly sentence: string;
  readonly fix?: Fix | undefined;
}

/** What is most often behind an input with too few axes: last steps for a sequence, an image without channels, a single sample. */
export function missingAxis(broken: BrokenRequirement, context: RuleContext): Advice | undefined {
  const { relation, layer } = broken;
  if (relation.kind !== "rank" || !isKerasLayer(layer)) return undefined;
  const input = subjectOperand(broken);
  const rank = rankOf(relation.shape);
  const least = "min" in relation.allowed ? relation.allowed.min : Math.min(...relation.allowed);
  if (input === undefined || rank === undefined || rank + 1 !== least) return undefined;
  return lastStep(input, least, context) ?? channelAxis(input, layer, least, context) ?? batchAxis(broken, context);
}

/** A recurrent layer before it, which gives its last step alone. */
function lastStep({ producer }: Operand, wanted: number, context: RuleContext): Advice | undefined {
  const maker = wanted === 3 ? recurrentMaker(producer) : undefined;
  const creation = maker?.layer?.creation;
  if (maker === undefined || creation === undefined) return undefined;
  const sentence = ` ${makerName(maker, context)} before it gives its last step only: ${code("return_sequences=True")} keeps every step.`;
  if (maker.layer?.className === "keras.layers.Bidirectional") return { sentence };
  const written = argumentOf(creation, "return_sequences")?.span;
  const edit =
    written === undefined
      ? addArgument(context.facts, creation, "return_sequences=True")
      : setArgument(creation, "return_sequences", "True");
  const fix = edit && { title: "Set `return_sequences=True`", safe: false, preferred: true, edits: [edit] };
  return { sentence, fix };
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
  const sizes = knownDims(shape)?.slice(1).map(printDim);
  if (sizes === undefined) return undefined;
  const written = `(${sizes.join(", ")}, 1)`;
  const sentence = ` Images have a channel axis here, even if it is 1: ${code(written)}.`;
  const made = producer?.call;
  const parameter = made?.args.some(({ parameter: name }) => name === "input_shape") === true ? "input_shape" : "shape";
  const isInput = made?.path === facts.path && /(^|\.)Input(Layer)?$/.test(made.calleeText);
  const creation = isInput ? made : layer.creation;
  const edit = creation && setArgument(creation, isInput ? parameter : "input_shape", written);
  const fix = edit && { title: `Set the input's shape to \`${written}\``, safe: false, preferred: true, edits: [edit] };
  return { sentence, fix };
}

/** One sample where a batch is taken: what `predict`, `fit` or the model itself was given. */
function batchAxis({ call }: BrokenRequirement, { facts }: RuleContext): Advice | undefined {
  if (call?.path !== facts.path) return undefined;
  const given = argumentOf(call, "x") ?? argumentOf(call, "inputs") ?? call.args[0];
  const module = importedName(facts.text, "numpy") ?? importedName(facts.text, "tensorflow");
  if (given?.span !== undefined && given.tensor === undefined && /Dataset\b|_dataset/.test(facts.text)) {
    const sentence = ` A data set gives samples one by one until it is put in batches: ${code(".batch(32)")}.`;
    const edits = [insertAfter(facts, given.span, ".batch(32)")];
    return { sentence, fix: { title: "Put the data set in batches", safe: false, preferred: false, edits } };
  }
  if (given?.span === undefined || given.text === undefined || given.tensor === undefined || module === undefined)
    return undefined;
  const { start, end } = given.span;
  const written = `${module}.expand_dims(${given.text}, 0)`;
  const sentence = ` A batch of one sample is ${code(written)}.`;
  const edit = replace(facts.path, { start, end }, written);
  return { sentence, fix: { title: `Add a batch axis: \`${written}\``, safe: false, preferred: false, edits: [edit] } };
}

/** The name by which a file knows a module. */
export function importedName(text: string, module: string): string | undefined {
  const found = new RegExp(`^import ${module}(?: as (\\w+))?[ \\t]*$`, "m").exec(text);
  return found === null ? undefined : (found[1] ?? module);
}

/**
 * An output that still has the axes of an image or of time, where the labels have none: what was left out before the last layer. Offered as an edit
 * where the layer is called on its input, or stands in a list of layers.
 */
export function unpooled(input: Operand, labels: Shape, { facts }: RuleContext): Advice | undefined {
  const [rank, wanted] = [rankOf(input.shape), rankOf(labels)];
  if (rank === undefined || wanted === undefined || rank < 3 || rank > 5 || wanted > 2 || rank === wanted + 1)
    return undefined;
  const pool = `GlobalAveragePooling${String(rank - 2)}D`;
  const sentence = ` The output still has all its axes: ${code(`${pool}()`)} or ${code("Flatten()")} belongs before the last layer.`;
  const head = headLayer(input.producer);
  const creation = head?.layer?.creation;
  if (head === undefined || creation?.path !== facts.path) return { sentence };
  const prefix = creation.calleeText.slice(0, creation.calleeText.lastIndexOf(".") + 1);
  if (prefix === "" && !new RegExp(`\\b${pool}\\b`).test(facts.text)) return { sentence };
  const before = facts.text.slice(0, creation.span.start);
  const listed = /[[,]\s*$/.test(before);
  const called = head.call?.path === facts.path && head.call.span.start === creation.span.start ? head.call : undefined;
  const given = called?.args[0];
  const edit =
    given?.span !== undefined && called !== undefined && called.span.end > creation.span.end
      ? replace(facts.path, given.span, `${prefix}${pool}()(${given.text ?? "x"})`)
      : listed
        ? insert(facts.path, creation.span.start, `${prefix}${pool}(), `)
        : undefined;
  const fix = edit && { title: `Add \`${pool}()\``, safe: false, preferred: true, edits: [edit] };
  return { sentence, fix };
}

/** The last layer with weights, behind activations. */
function headLayer(producer: Producer | undefined): Producer | undefined {
  let at = producer;
  for (let steps = 0; at !== undefined && steps < 6; steps++) {
    if (at.layer?.className === "keras.layers.Dense") return at;
    at = at.inputs[0]?.producer;
  }
  return undefined;
}
