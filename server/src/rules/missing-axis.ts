/**
 * What is most often behind an input with too few axes for a layer of Keras, in Python or in TensorFlow.js: last steps for a sequence, an image
 * without channels, a single sample.
 */
import { argumentOf, insertAfter, replace, setArgument, withSuffix } from "../edits/index.ts";
import type { Span } from "../base/span.ts";
import type {
  ArgumentFact,
  BrokenRequirement,
  CallFact,
  FileFacts,
  LayerFact,
  Operand,
  Producer,
} from "../facts/index.ts";
import { asConstant, equalDims, knownDims, printDim, rankOf } from "../shape/index.ts";
import type { Dim, Shape } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { hasAxesOfKeras, importedName, recurrentLayer } from "./keras-words.ts";
import type { Advice } from "./keras-words.ts";
import { sequencesFixes } from "./returned-sequences.ts";
import { spellingOf } from "./settings.ts";
import { repeatedStep } from "./surplus-axes.ts";
import { handedIn, makerName, subjectOperand } from "./story.ts";
import { unbatched } from "./unbatched.ts";
import { code, rankWords } from "./words.ts";

export function missingAxis(broken: BrokenRequirement, context: RuleContext): Advice | undefined {
  const { relation, layer } = broken;
  if (relation.kind !== "rank" || !hasAxesOfKeras(layer)) return undefined;
  const input = subjectOperand(broken);
  const rank = rankOf(relation.shape);
  const least = "min" in relation.allowed ? relation.allowed.min : Math.min(...relation.allowed);
  if (input === undefined || rank === undefined || rank + 1 !== least) return undefined;
  return (
    lastStep(input, layer, least, context) ??
    featuresAxis(input, layer, least, context) ??
    channelAxis(broken, input, layer, least, context) ??
    batchAxis(broken, context)
  );
}

/** A recurrent layer before it, which gives its last step alone. */
function lastStep({ producer }: Operand, reader: LayerFact, wanted: number, context: RuleContext): Advice | undefined {
  const maker = wanted === 3 ? recurrentMaker(producer) : undefined;
  const kept = maker && keptSteps(maker, reader, context);
  const repeated = kept && recurrentLayer.test(reader.className) ? repeatedStep(reader, context) : undefined;
  return kept && { ...kept, others: [...(kept.others ?? []), ...(repeated === undefined ? [] : [repeated])] };
}

/** Every step of a layer that gives its last alone. */
function keptSteps(maker: Producer, reader: LayerFact | undefined, context: RuleContext): Advice | undefined {
  const { layer } = maker;
  if (layer?.creation === undefined) return undefined;
  const spelling = spellingOf(layer);
  const setting = code(spelling.assigned("return_sequences", spelling.yes));
  const sentence = ` ${makerName(maker, context)} before it gives its last step only: ${setting} keeps every step.`;
  // Written once for all layers of a loop, it would keep every step of the last as well.
  const { span, path } = layer.creation;
  const isRepeated = reader?.creation?.span.start === span.start && reader.creation.path === path;
  const [fix, ...others] = sequencesFixes(layer, true, isRepeated, context);
  return { sentence, fix, others };
}

/** Labels for every step, (B, T, K), where the scores are of the last alone, (B, K). */
export function missingSteps(scores: Operand, labels: Shape, context: RuleContext): Advice | undefined {
  const [has, wanted] = [knownDims(scores.shape), knownDims(labels)];
  if (has?.length !== 2 || wanted?.length !== 3) return undefined;
  if (![0, -1].every((axis) => equalDims(has.at(axis) ?? -1, wanted.at(axis) ?? -2))) return undefined;
  const maker = recurrentMaker(scores.producer);
  return maker && keptSteps(maker, undefined, context);
}

const onEachStep =
  /^(linear|dropout|batch_norm|layer_norm|rms_norm|cast|identity|relu|tanh|sigmoid|softmax|log_softmax|masking|resize)$/;

/** Behind layers that leave the axes alone. */
function recurrentMaker(producer: Producer | undefined): Producer | undefined {
  let at = producer;
  for (let steps = 0; at !== undefined && steps < 8; steps++) {
    if (at.layer !== undefined && recurrentLayer.test(at.layer.className)) return at;
    if (!onEachStep.test(at.operation)) return undefined;
    at = at.inputs[0]?.producer;
  }
  return undefined;
}

/** The shape of a series without features, as its input layer or the first layer has it written. */
function featuresAxis(input: Operand, layer: LayerFact, wanted: number, context: RuleContext): Advice | undefined {
  const dims = knownDims(input.shape);
  const [batch, steps] = dims ?? [];
  if (wanted !== 3 || !recurrentLayer.test(layer.className) || dims?.length !== 2 || steps === undefined)
    return undefined;
  const isInput = /(^|\.)([Ii]nput|InputLayer)$/.test(input.producer?.call?.calleeText ?? "");
  if (typeof batch === "number" || asConstant(steps) === undefined) return undefined;
  if (!isInput && creationShape(layer) === undefined) return undefined;
  const count = lastSizeGiven(dims, context.facts) ?? 1;
  const written = spellingOf(layer).shape([printDim(steps), String(count)]);
  const sentence =
    count === 1
      ? ` A series of one number a step is ${code(written)}; numbers of words go through ${code("Embedding")} first.`
      : ` A series of ${String(count)} numbers a step is ${code(written)}.`;
  return { sentence, fix: inputFix(input.producer, layer, written, context) };
}

/** The size of the axis that was left out, where the same model is given tensors that have it. */
function lastSizeGiven(dims: readonly Dim[], { broken }: FileFacts): number | undefined {
  for (const { operands } of broken) {
    const came = operands[0] && knownDims(operands[0].shape);
    const isLonger = came?.length === dims.length + 1;
    if (isLonger && dims.every((size, axis) => axis === 0 || equalDims(size, came[axis] ?? -1)))
      return asConstant(came.at(-1) ?? 1);
  }
  return undefined;
}

const creationShape = (layer: LayerFact): ArgumentFact | undefined =>
  layer.creation && argumentOf(layer.creation, spellingOf(layer).name("input_shape"));

/** An input layer, a first layer's `input_shape` or what a layer is called with, for images without channels. */
function channelAxis(
  broken: BrokenRequirement,
  { shape, producer }: Operand,
  layer: LayerFact,
  wanted: number,
  context: RuleContext,
): Advice | undefined {
  if (wanted !== 4 || !/[A-Za-z]2D(Transpose)?$/.test(layer.className)) return undefined;
  const dims = knownDims(shape);
  if (dims === undefined || isSample(dims)) return undefined;
  // A size without a number can be written nowhere.
  if (dims.slice(1).some((size) => asConstant(size) === undefined)) return undefined;
  const spelling = spellingOf(layer);
  const channels = lastSizeGiven(dims, context.facts) ?? 1;
  const written = spelling.shape([...dims.slice(1).map(printDim), String(channels)]);
  const sentence = ` Images have a channel axis here, even if it is 1: ${code(written)}.`;
  return { sentence, fix: inputFix(producer, layer, written, context) ?? behindFix(broken, wanted, context) };
}

/** Puts an axis of 1 behind those of the input, where it is handed over: `self.conv(x[..., None])`. */
function behindFix({ call, layer }: BrokenRequirement, wanted: number, { facts }: RuleContext): Fix | undefined {
  const given = call?.path === facts.path ? inputOf(call) : undefined;
  if (given?.span === undefined || given.tensor === undefined || rankOf(given.tensor.shape) !== wanted - 1)
    return undefined;
  const suffix = layer?.className.startsWith("tf.") === true ? ".expandDims(-1)" : "[..., None]";
  const { text, edit } = withSuffix(facts, given.span, suffix);
  return { title: `Add a channel axis: \`${text}\``, safe: false, preferred: true, edits: [edit] };
}

/** Writes the shape where the input layer, or the first layer, has it. */
function inputFix(
  producer: Producer | undefined,
  layer: LayerFact,
  written: string,
  { facts }: RuleContext,
): Fix | undefined {
  const made = producer?.call;
  const isInput = made?.path === facts.path && /(^|\.)([Ii]nput|InputLayer)$/.test(made.calleeText);
  const inputShape = spellingOf(layer).name("input_shape");
  const parameter = isInput && made.args.every(({ parameter: name }) => name !== inputShape) ? "shape" : inputShape;
  const creation: CallFact | undefined = isInput ? made : layer.creation;
  const edit = creation && setArgument(creation, parameter, written);
  return edit && { title: `Set the input's shape to \`${written}\``, safe: false, preferred: true, edits: [edit] };
}

/** Whether the axes are those of one image with its channels, so that it is the batch that is missing. */
const isSample = (dims: readonly Dim[]): boolean =>
  typeof dims[0] === "number" && [1, 3, 4].includes(asConstant(dims.at(-1) ?? 0) ?? 0);

/** One sample where a batch is taken: what `predict`, `fit` or the model itself was given. */
function batchAxis(broken: BrokenRequirement, context: RuleContext): Advice | undefined {
  const { call, layer } = broken;
  const { facts } = context;
  if (call?.path !== facts.path) return undefined;
  const given = inputOf(call);
  if (given?.span !== undefined && given.tensor === undefined && /Dataset\b|_dataset/.test(facts.text)) {
    const sentence = ` A data set gives samples one by one until it is put in batches: ${code(".batch(32)")}.`;
    const edits = handedOver(given, facts).map((span) => insertAfter(facts, span, ".batch(32)"));
    return { sentence, fix: { title: "Put the data set in batches", safe: false, preferred: false, edits } };
  }
  const inLoop = unbatched(broken, context);
  if (inLoop !== undefined) return inLoop;
  const { tensor } = given ?? {};
  const [outer] = tensor === undefined ? [] : handedIn(broken, tensor.shape, facts);
  const { span, text } = outer ?? given ?? {};
  if (span === undefined || text === undefined || tensor === undefined) return undefined;
  // Numbers in one list are no batch, however many they are.
  const isList = /(^|\.)tensor1d$/.test(given?.producer?.call?.calleeText ?? "");
  if (typeof knownDims(tensor.shape)?.[0] !== "number" && !isList) return undefined;
  const isMethod = layer?.className.startsWith("tf.") === true;
  if (lacksLast(knownDims(tensor.shape) ?? [], layer)) {
    const { text: written, edit } = withSuffix(facts, span, isMethod ? ".expandDims(-1)" : "[..., None]");
    const sentence = ` The last axis is missing, of one channel: ${code(written)}.`;
    const title = `Add a channel axis: ${code(written)}`;
    return { sentence, fix: { title, safe: false, preferred: true, edits: [edit] } };
  }
  const slice = isMethod ? undefined : sliced(text);
  const module = importedName(facts.text, "numpy") ?? importedName(facts.text, "tensorflow");
  const what = `${code(text)} has ${rankWords(tensor.shape)}`;
  if (!isMethod && slice === undefined && module === undefined)
    return { what, sentence: " The batch axis is missing." };
  const written = isMethod ? `${text}.expandDims(0)` : (slice ?? `${module ?? ""}.expand_dims(${text}, 0)`);
  const edit = isMethod ? insertAfter(facts, span, ".expandDims(0)") : replace(facts.path, span, written);
  const title = isMethod ? `Add a batch axis to \`${text}\`` : `Add a batch axis: \`${written}\``;
  const sentence = ` The batch axis is missing: a batch of one sample is ${code(written)}.`;
  return { what, sentence, fix: { title, safe: false, preferred: true, edits: [edit] } };
}

/** Whether samples are there, and have all but the one channel with which the layer's input is written: (30, 64) for `[64, 1]`. */
function lacksLast(given: readonly Dim[], layer: LayerFact | undefined): boolean {
  const text = (layer && creationShape(layer)?.text) ?? "";
  const sizes = /^[[(][\d\s,]+[\])]$/.test(text) ? (text.match(/\d+/g) ?? []).map(Number) : [];
  return (
    sizes.length === given.length &&
    sizes.at(-1) === 1 &&
    given.slice(1).every((size, at) => equalDims(size, sizes[at] ?? -1))
  );
}

/** Where the same data set is given to a model: here, and in later calls that come to the same end. */
function handedOver(given: ArgumentFact, { calls, path }: FileFacts): readonly Span[] {
  const others = calls.filter((call) => call.path === path && /\.(fit|evaluate|predict)$/.test(call.calleeText));
  const spans = [given, ...others.map(inputOf)].flatMap((each) =>
    each?.span !== undefined && each.text === given.text ? [each.span] : [],
  );
  return spans.filter(({ start }, index) => spans.findIndex((each) => each.start === start) === index);
}

const inputOf = (call: CallFact): ArgumentFact | undefined =>
  argumentOf(call, "x") ?? argumentOf(call, "inputs") ?? call.args[0];

/** `x_test[0:1]` of `x_test[0]`: the sample as a slice of one. */
function sliced(text: string): string | undefined {
  const [, array, index] = /^([\w.]+)\[(\d+)\]$/.exec(text) ?? [];
  return array === undefined || index === undefined ? undefined : `${array}[${index}:${String(Number(index) + 1)}]`;
}

/**
 * Keras puts a last axis of 1 behind an input that has one axis too few, so a grey image without its batch axis comes to a model's layers as rows of pixels,
 * and breaks there.
 */
export function stretchedSample(broken: BrokenRequirement, context: RuleContext): Advice | undefined {
  const { call, layer } = broken;
  if (!hasAxesOfKeras(layer) || call === undefined) return undefined;
  const came = subjectOperand(broken);
  const sizes = came === undefined ? undefined : knownDims(came.shape);
  const given = inputOf(call)?.tensor;
  const sample = given === undefined ? undefined : knownDims(given.shape);
  if (sizes === undefined || sample === undefined || sizes.length !== sample.length + 1) return undefined;
  if (sizes.at(-1) !== 1 || !sample.slice(1).every((size, axis) => equalDims(size, sizes[axis + 1] ?? -1)))
    return undefined;
  return batchAxis(broken, context);
}
