/**
 * What a recurrent layer of PyTorch gives beside the last step: an output for every step, or a state with the layers along its first axis. Where one row a
 * sample is wanted, the way back to the layer tells what was left out, and where to put it.
 */
import { addArgument, operandOf, replace, setArgument, withSuffix } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { Operand, Producer } from "../facts/index.ts";
import { axisOf, equalDims, knownDims, printDim, printShape, rankOf } from "../shape/index.ts";
import type { Dim } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { before } from "./flattened.ts";
import type { Advice } from "./keras-words.ts";
import { creationArgument } from "./layer-arguments.ts";
import { makerName } from "./story.ts";
import { code } from "./words.ts";

export const isRecurrent = ({ operation, layer }: Producer): boolean =>
  /^(lstm|gru|rnn)$/.test(operation) && /^torch\.nn\.(LSTM|GRU|RNN)$/.test(layer?.className ?? "");

/** Whether it is the output for every step, and not the state. */
export function isEveryStep({ inputs, output }: Producer): boolean {
  const given = inputs[0]?.tensor.shape;
  return [0, 1].every((axis) => equalDims(axisOf(output.shape, axis) ?? -1, (given && axisOf(given, axis)) ?? -2));
}

interface Sequence {
  readonly maker: Producer;
  /** The call that took the layer's output. */
  readonly next: Producer;
}

/** The recurrent layer behind operations that treat every step alike. */
function sequenceBehind(producer: Producer | undefined): Sequence | undefined {
  let next = producer;
  for (let steps = 0; next !== undefined && rankOf(next.output.shape) === 3 && steps < 12; steps++) {
    const at: Producer["inputs"][number] | undefined = next.inputs[0];
    const isAlike = [0, 1].every((axis) => {
      const [out, into] = [
        axisOf(next?.output.shape ?? { lead: [], tail: [] }, axis),
        at && axisOf(at.tensor.shape, axis),
      ];
      return out !== undefined && into !== undefined && equalDims(out, into);
    });
    if (!isAlike || at?.producer === undefined) return undefined;
    if (isRecurrent(at.producer)) return { maker: at.producer, next };
    next = at.producer;
  }
  return undefined;
}

/** Which step, or which layer, was meant. */
export const stepsAdvice = (scores: Operand, labels: Operand, context: RuleContext): Advice | undefined =>
  surplusSteps(scores, labels, context) ?? otherStep(scores, labels, context);

/** Scores of (B, T, K) or (layers, B, K), where there is one label, or one row of labels, for each of B samples. */
function surplusSteps(scores: Operand, labels: Operand, context: RuleContext): Advice | undefined {
  const found = sequenceBehind(scores.producer);
  const samples = axisOf(labels.shape, 0);
  const [first, second] = knownDims(scores.shape) ?? [];
  if (found === undefined || samples === undefined || first === undefined || second === undefined) return undefined;
  const [isFirst, isSecond] = [equalDims(first, samples), equalDims(second, samples)];
  // Where both axes have as many, nothing tells which of them are the samples.
  if (isFirst === isSecond) return undefined;
  const { maker } = found;
  if (isEveryStep(maker)) return everyStep(found, isFirst ? second : first, isFirst, context);
  return isSecond ? everyLayer(found, context) : undefined;
}

function everyStep(sequence: Sequence, count: Dim, isBatchFirst: boolean, context: RuleContext): Advice | undefined {
  const { maker } = sequence;
  const isTimeFirst = readsTimeFirst(maker, context);
  const last = isBatchFirst ? "[:, -1]" : "[-1]";
  if (isTimeFirst === undefined || (!isTimeFirst && !isBatchFirst)) return undefined;
  const who = makerName(maker, context);
  if (isTimeFirst !== isBatchFirst) {
    const sentence = ` ${who} gives all ${printDim(count)} steps of each sequence: for one label a sequence take the last, ${code(last)}.`;
    return { sentence, fix: subscripted(sequence, "Take the last step", last, [], context) };
  }
  const sentence = ` ${who} reads time along the first axis, where the samples are: give it \`batch_first=True\`, and take the last step, ${code(last)}.`;
  const edit = batchFirst(maker, context);
  return {
    sentence,
    fix: edit && subscripted(sequence, "Use `batch_first=True`, and take the last step", last, [edit], context),
  };
}

function everyLayer(sequence: Sequence, context: RuleContext): Advice {
  const { maker } = sequence;
  const sentence = ` The state ${printShape(maker.output.shape)} of ${makerName(maker, context)} has its layers first: for one label a sequence take the last layer's, \`[-1]\`.`;
  return { sentence, fix: subscripted(sequence, "Take the last layer", "[-1]", [], context) };
}

/** What the next call was given, with that subscript. */
function subscripted(
  { next: { call } }: Sequence,
  action: string,
  subscript: string,
  more: readonly FileEdit[],
  { facts }: RuleContext,
): Fix | undefined {
  const given = call?.path === facts.path ? operandOf(call) : undefined;
  if (given === undefined) return undefined;
  const { text, edit } = withSuffix(facts, given, subscript);
  return { title: `${action}: ${code(text)}`, safe: false, preferred: true, edits: [...more, edit] };
}

/** Whether the layer takes time along the first axis, if its construction in this file tells. */
export function readsTimeFirst({ layer }: Producer, { facts }: Pick<RuleContext, "facts">): boolean | undefined {
  const creation = layer?.creation;
  if (creation?.path !== facts.path) return undefined;
  const setting = creationArgument(layer, "batch_first");
  if (setting !== undefined) return setting.literal === undefined ? undefined : setting.literal === "False";
  // Settings that are handed on may hold anything.
  return facts.text.slice(creation.span.start, creation.span.end).includes("**") ? undefined : true;
}

/** `batch_first=True` where the layer is made. */
export function batchFirst({ layer }: Producer, { facts }: RuleContext): FileEdit | undefined {
  const creation = layer?.creation;
  if (creation?.path !== facts.path) return undefined;
  const isWritten = creationArgument(layer, "batch_first")?.span !== undefined;
  return isWritten ? setArgument(creation, "batch_first", "True") : addArgument(facts, creation, "batch_first=True");
}

/** The steps of a recurrent layer, put side by side where one step is expected. */
function isSideBySide(input: Operand | undefined, expected: Dim): boolean {
  const dims = before(input);
  const maker = input?.producer?.inputs[0]?.producer;
  return dims?.length === 3 && maker !== undefined && isRecurrent(maker) && equalDims(dims[2] ?? -1, expected);
}

export const flattenedSteps = (input: Operand | undefined, expected: Dim): string =>
  isSideBySide(input, expected) ? " All steps were put side by side: for the last one take `[:, -1]` instead." : "";

/** The last step in the place of a view that put all steps side by side. */
export function lastStepFix(input: Operand | undefined, expected: Dim, context: RuleContext): Fix | undefined {
  const view = isSideBySide(input, expected) ? input?.producer : undefined;
  const samples = view && axisOf(view.output.shape, 0);
  return view && samples !== undefined ? lastStepInstead(view, samples, context) : undefined;
}

/** The last step in the place of a view, where there are so many samples. */
export function lastStepInstead({ call, inputs }: Producer, samples: Dim, { facts }: RuleContext): Fix | undefined {
  const inner = call?.path === facts.path ? operandOf(call) : undefined;
  const shape = inputs[0]?.tensor.shape;
  if (inner === undefined || call === undefined || shape === undefined || facts.language !== "python") return undefined;
  const taken = equalDims(axisOf(shape, 0) ?? -1, samples) ? "[:, -1]" : "[-1]";
  const written = `${facts.text.slice(inner.start, inner.end)}${taken}`;
  const edits = [replace(facts.path, call.span, written)];
  const { producer } = inputs[0] ?? {};
  const isState = producer !== undefined && isRecurrent(producer) && !isEveryStep(producer);
  return {
    title: `Take the last ${isState ? "layer" : "step"}: ${code(written)}`,
    safe: false,
    preferred: true,
    edits,
  };
}

/** The last along the one of the first two axes, where labels show the samples to be there: the steps are along the other. */
function otherStep(scores: Operand, labels: Operand, context: RuleContext): Advice | undefined {
  const samples = axisOf(labels.shape, 0);
  const taken = lastTaken(scores.producer);
  const sequence = taken?.inputs[0];
  if (taken?.call === undefined || samples === undefined || sequence?.producer === undefined) return undefined;
  const { call } = taken;
  const { path, text } = context.facts;
  const written = /\[\s*(:\s*,\s*)?-1\s*(,\s*:\s*)?\]$/.exec(text.slice(call.span.start, call.span.end));
  if (call.path !== path || written === null || !isRecurrent(sequence.producer)) return undefined;
  const [first, second] = [0, 1].map((axis) => axisOf(sequence.tensor.shape, axis));
  const isSecond = written[1] !== undefined;
  const [along, other] = isSecond ? [second, first] : [first, second];
  if (!equalDims(along ?? -1, samples) || equalDims(other ?? -1, samples)) return undefined;
  const subscript = isSecond ? "[-1]" : "[:, -1]";
  const who = makerName(sequence.producer, context);
  const start = call.span.start + written.index;
  return {
    sentence: ` ${code(written[0])} takes the last sample: ${who} has its steps on the ${isSecond ? "first" : "second"} axis, and the last of them is ${code(subscript)}.`,
    fix: {
      title: `Take the last step: ${code(text.slice(call.span.start, start) + subscript)}`,
      safe: false,
      preferred: true,
      edits: [replace(path, { start, end: call.span.end }, subscript)],
    },
  };
}

/** The subscript behind layers and activations that keep rows. */
function lastTaken(producer: Producer | undefined): Producer | undefined {
  let at = producer;
  for (let steps = 0; at !== undefined && rankOf(at.output.shape) === 2 && steps < 12; steps++) {
    if (/^(index|select|getitem)$/.test(at.operation)) return at;
    at = at.inputs[0]?.producer;
  }
  return undefined;
}
