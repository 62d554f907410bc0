/** What the numbers that reach a loss are, by the operation that last changed them: raw scores, squashed ones, probabilities. */
import type { LossOperand, Producer } from "../facts/index.ts";
import { axisOf, equalDims, rankOf } from "../shape/index.ts";
import type { Reading } from "../shape/index.ts";
import { ancestry } from "./ancestry.ts";
import type { RuleContext } from "./define.ts";
import { makerName } from "./story.ts";

/** Layers whose weights alone decide how large their output is: no probability and no logarithm of one comes out of them. */
const unbounded =
  /^(linear|bilinear|conv[123]d|conv_transpose[123]d|batch_norm|layer_norm|group_norm|instance_norm|rms_norm)$/;

/** Activations behind which numbers still leave [0, 1]. */
const unsquashed =
  /^(tanh|hardtanh|softsign|relu|relu6|leaky_relu|elu|selu|gelu|silu|mish|softplus|logsigmoid|log_softmax)$/;

export const isRaw = (reading: Reading | undefined): boolean => unbounded.test(reading?.last ?? "");

/** What was only scaled, by a temperature, is as raw as it was: the scores before that. What was divided by its own sum was not only scaled. */
export function unscaled(operand: LossOperand): LossOperand {
  const scale = lastChange(operand);
  if (scale === undefined || !/^(div|mul)$/.test(scale.operation)) return operand;
  const [scores, ...others] = scale.inputs.filter(({ tensor }) => rankOf(tensor.shape) !== 0);
  if (scores === undefined || others.length > 0) return operand;
  const isOfItself = scale.inputs.some(
    (each) => each !== scores && [...ancestry(each.producer)].some((behind) => behind === scores.producer),
  );
  return isOfItself ? operand : { ...operand, ...scores };
}

export const isUnsquashed = (reading: Reading | undefined): boolean => unsquashed.test(reading?.last ?? "");

export const isWithin = ({ range }: Reading, low: number, high: number): boolean =>
  range !== undefined && range[0] >= low && range[1] <= high;

/** The call that gave an operand the values that it has: behind it, they were only moved. */
export function lastChange({ tensor, producer }: Pick<LossOperand, "tensor" | "producer">): Producer | undefined {
  const last = tensor.reading?.last;
  let at = producer;
  for (let steps = 0; last !== undefined && at !== undefined && at.operation !== last && steps < 12; steps++)
    at = at.inputs[0]?.producer;
  return at?.operation === last ? at : undefined;
}

/** What gave the numbers, behind the type that a library then puts on them within the same call. */
export function behindCast(producer: Producer | undefined): Producer | undefined {
  let at = producer;
  for (let steps = 0; at?.operation === "cast" && steps < 4; steps++) {
    const before: Producer | undefined = at.inputs[0]?.producer;
    if (at.call === undefined || before?.call?.id !== at.call.id) return at;
    at = before;
  }
  return at;
}

/** "the raw scores of `self.fc`" */
export function rawWords(operand: LossOperand, context: RuleContext): string {
  const maker = lastChange(operand);
  return maker === undefined ? "raw scores" : `the raw scores of ${makerName(maker, context)}`;
}

/** The layer whose weights gave the scores, behind activations and moves. */
export function headOf(producer: Producer): Producer | undefined {
  let at: Producer | undefined = producer;
  for (let steps = 0; at !== undefined && steps < 12; steps++) {
    if (unbounded.test(at.operation)) return at;
    at = movesOrSquashes.test(at.operation) ? at.inputs[0]?.producer : undefined;
  }
  return undefined;
}

const movesOrSquashes =
  /^(softmax|log_softmax|sigmoid|exp|detach|clone|contiguous|squeeze|unsqueeze|view|reshape|flatten|identity|dropout|cast|resize)$/;

/** Whether a loader put samples together along the first axis, and every step since has kept them. */
export function isOfLoader(producer: Producer | undefined): boolean {
  for (let at = producer, steps = 0; at !== undefined && steps < 60; steps++) {
    if (at.operation === "batch") return true;
    const before: Producer["inputs"][number] | undefined = at.inputs[0];
    const [rows, rowsBefore] = [axisOf(at.output.shape, 0), before && axisOf(before.tensor.shape, 0)];
    if (rows === undefined || rowsBefore === undefined || !equalDims(rows, rowsBefore)) return false;
    if (!keepsSamples.test(at.operation) && !isArithmetic(at)) return false;
    at = before?.producer;
  }
  return false;
}

const keepsSamples =
  /^(linear|conv[123]d|conv_transpose[123]d|(batch|layer|group|instance|rms)_norm|.*pool[123]d|flatten|view|reshape|squeeze|dropout.*|relu6?|leaky_relu|elu|selu|gelu|silu|mish|tanh|hardtanh|sigmoid|softplus|identity|contiguous|detach|clone|cast|embedding|mean|index)$/;

/** Position codes and residuals, that leave every axis where it was. */
const isArithmetic = ({ operation, inputs, output }: Producer): boolean =>
  /^(add|sub|mul|div)$/.test(operation) && rankOf(inputs[0]?.tensor.shape ?? output.shape) === rankOf(output.shape);

/** One call, or two calls of the layer that one constructor made. */
export function isSameMaker(one: Producer, other: Producer): boolean {
  const [left, right] = [one.layer?.creation, other.layer?.creation];
  if (one === other) return true;
  return left !== undefined && left.path === right?.path && left.span.start === right.span.start;
}
